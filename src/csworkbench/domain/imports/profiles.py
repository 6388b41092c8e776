"""Where a file comes from: Salesforce, HubSpot labels, HubSpot connector names, or anything else."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from csworkbench.domain.imports.fields import normal_header


@dataclass(frozen=True, slots=True)
class Profile:
    """What a source calls its columns.

    Attributes:
        name: the word on the command line; also the source that external ids are kept under.
        label: what a person reads.
        fields: kind -> normalised header -> field name.
        ignored: normalised headers that look like a field but are something else.
        marks: normalised headers that give the source away.
        prefix: what the source puts before its property names.
    """

    name: str
    label: str
    fields: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    ignored: frozenset[str] = frozenset()
    marks: frozenset[str] = frozenset()
    prefix: str = ""

    def normal(self, header: str) -> str:
        """Give the header normalised, without this source's prefix."""
        text = normal_header(header)
        return text.removeprefix(self.prefix) if self.prefix else text


_NEVER = frozenset(
    ("annualrevenue", "numberofemployees", "employees", "masterrecordid", "createdbyid", "lastmodifiedbyid", "ownerid",
     "systemmodstamp", "photourl", "jigsaw", "fivetransynced")
)  # fmt: skip

SALESFORCE = Profile(
    "salesforce",
    "Salesforce",
    {
        "accounts": {"id": "external_id", "accountid": "external_id", "name": "name", "accountname": "name",
                     "accountowner": "owner", "website": "domain", "parentid": "parent_external_id",
                     "parentaccountid": "parent_external_id", "billingcountry": "country", "industry": "segment",
                     "description": "notes", "isdeleted": "is_deleted"},
        "contacts": {"id": "external_id", "contactid": "external_id", "accountid": "account_external_id",
                     "accountname": "account_name", "email": "email", "title": "title", "phone": "phone",
                     "hasoptedoutofemail": "do_not_contact", "emailoptout": "do_not_contact"},
        "contracts": {"id": "external_id", "opportunityid": "external_id", "accountid": "account_external_id",
                      "accountname": "account_name", "name": "name", "opportunityname": "name",
                      "stagename": "stage", "stage": "stage", "amount": "amount", "closedate": "close_on",
                      "isclosed": "is_closed", "closed": "is_closed", "iswon": "is_won", "won": "is_won"},
        "tickets": {"id": "external_id", "caseid": "external_id", "accountid": "account_external_id",
                    "contactid": "contact_external_id", "priority": "severity", "createddate": "opened_at",
                    "datetimeopened": "opened_at", "closeddate": "closed_at", "datetimeclosed": "closed_at",
                    "subject": "subject", "status": "status"},
        "touches": {"id": "external_id", "accountid": "account_external_id", "whoid": "contact_external_id",
                    "activitydate": "happened_at", "tasksubtype": "channel", "subject": "subject",
                    "status": "status", "description": "notes"},
    },
    ignored=_NEVER | {"type", "accountsource", "createddate", "lastactivitydate", "rating"},
    marks=frozenset({"systemmodstamp", "billingstateprovince", "isdeleted", "billingcity", "stagename", "accountowner",
                     "iswon", "leadsource", "isemailbounced", "assistantphone",
                     "opportunityowner", "lastreferenceddate", "lastvieweddate", "masterrecordid"}),
)  # fmt: skip

_HUBSPOT_COMPANY = {"recordid": "external_id", "id": "external_id", "companyname": "name", "name": "name",
                    "companydomainname": "domain", "domain": "domain", "websiteurl": "domain",
                    "companyowner": "owner", "industry": "segment", "countryregion": "country", "country": "country",
                    "parentcompany": "parent_external_id", "csmsentiment": "pulse",
                    "description": "notes"}  # fmt: skip
_HUBSPOT_CONTACT = {"recordid": "external_id", "id": "external_id", "firstname": "first_name", "lastname": "last_name",
                    "email": "email", "phonenumber": "phone", "phone": "phone", "jobtitle": "title",
                    "associatedcompany": "account_name", "company": "account_name", "companyname": "account_name",
                    "associatedcompanyids": "account_external_id",
                    "associatedcompanyidsprimary": "account_external_id", "associatedcompanyid": "account_external_id",
                    "companyid": "account_external_id",
                    "buyingrole": "roles", "unsubscribedfromallemail": "do_not_contact"}  # fmt: skip
_HUBSPOT_DEAL = {"recordid": "external_id", "dealid": "external_id", "dealname": "name", "dealstage": "stage",
                 "dealpipelinestageid": "stage", "amount": "amount", "closedate": "close_on",
                 "annualrecurringrevenue": "arr", "hsarr": "arr", "monthlyrecurringrevenue": "mrr", "hsmrr": "mrr",
                 "closedlostreason": "reason", "associatedcompanyids": "account_external_id",
                 "associatedcompanyidsprimary": "account_external_id", "companyid": "account_external_id",
                 "associatedcompany": "account_name", "associatedcompanyprimary": "account_name",
                 "companyname": "account_name"}  # fmt: skip
_HUBSPOT_TICKET = {"recordid": "external_id", "ticketid": "external_id", "id": "external_id", "ticketname": "subject",
                   "subject": "subject", "priority": "severity", "hsticketpriority": "severity",
                   "createdate": "opened_at", "closedate": "closed_at", "closeddate": "closed_at",
                   "ticketstatus": "status", "hspipelinestage": "status"}  # fmt: skip
_HUBSPOT_FIELDS = {"accounts": _HUBSPOT_COMPANY, "contacts": _HUBSPOT_CONTACT, "contracts": _HUBSPOT_DEAL,
                   "tickets": _HUBSPOT_TICKET}  # fmt: skip
_HUBSPOT_NEVER = _NEVER | {"createdate", "createdat", "lastactivitydate", "hubspotownerid", "email1", "type"}

HUBSPOT = Profile(
    "hubspot",
    "HubSpot",
    _HUBSPOT_FIELDS,
    ignored=_HUBSPOT_NEVER,
    marks=frozenset({"recordid", "companydomainname", "companyowner", "contactowner", "dealowner", "dealname",
                     "leadstatus", "numberofassociatedcontacts"}),
)  # fmt: skip
HUBSPOT_CONNECTOR = Profile(
    "hubspot-connector",
    "HubSpot (connector names)",
    _HUBSPOT_FIELDS,
    ignored=_HUBSPOT_NEVER,
    marks=frozenset({"propertyname", "propertydealname", "propertyemail", "propertyfirstname", "propertysubject"}),
    prefix="property",
)
GENERIC = Profile("generic", "Any other table", ignored=_NEVER)

PROFILES: dict[str, Profile] = {each.name: each for each in (SALESFORCE, HUBSPOT, HUBSPOT_CONNECTOR, GENERIC)}


def detect_profile(headers: Sequence[str]) -> Profile:
    """Give the profile whose telling headers occur most in the file; `GENERIC` when none does clearly."""
    normal = {normal_header(header) for header in headers}
    if any(header.strip().casefold().startswith("property_") for header in headers):
        return HUBSPOT_CONNECTOR
    if any(header.strip().casefold().endswith("__c") for header in headers):
        return SALESFORCE
    best = max((SALESFORCE, HUBSPOT), key=lambda each: len(each.marks & normal))
    return best if len(best.marks & normal) >= 2 or (best is HUBSPOT and "recordid" in normal) else GENERIC
