"""The eight import kinds with their target fields and the headers they are known by."""

from __future__ import annotations

from csworkbench.domain import words
from csworkbench.domain.imports.fields import Field, FieldType, Kind
from csworkbench.domain.imports.synonyms import (
    CHANNEL_WORDS,
    DIRECTION_WORDS,
    FEEDBACK_WORDS,
    LIFECYCLE_WORDS,
    OUTCOME_WORDS,
    ROLE_WORDS,
    SEVERITY_WORDS,
    STATUS_WORDS,
    TICKET_WORDS,
    TIER_WORDS,
    TOUCH_WORDS,
)

_T = FieldType


def _field(name: str, label: str, kind: FieldType, headers: str = "") -> Field:
    own = name.replace("_", "")
    known = headers.split()
    if name == "external_id":  # beside a source's own id, `external_id` is what yet another source calls the record
        return Field(name, label, kind, (*known, own))
    return Field(name, label, kind, tuple(dict.fromkeys([own, *known])))


def _churned(word: str) -> str:
    return "churned" if word == "lost" else word


_DELETED = _field("is_deleted", "Deleted in the source", _T.BOOLEAN, "deleted fivetrandeleted isarchived archived")
_CURRENCY = _field("currency", "Currency", _T.CURRENCY, "currencyisocode currencycode dealcurrencycode")
_ACCOUNT_ID = _field(
    "account_external_id",
    "Account's id in the source",
    _T.KEY,
    "accountid customerid companyid organizationid organisationid clientid associatedcompanyids "
    "associatedcompanyidsprimary associatedcompanyid accountexternalid sourceaccountid sfdcaccountid gscompanyid "
    "schoolid tenantid workspaceid",
)
_ACCOUNT_NAME = _field(
    "account_name",
    "Account's name",
    _T.TEXT,
    "account company companyname customer customername accountname associatedcompany associatedcompanyprimary client "
    "clientname organization organisation organizationname",
)
_ACCOUNT_DOMAIN = _field("account_domain", "Account's domain", _T.DOMAIN, "companydomain companydomainname website")
_ACCOUNT = (_ACCOUNT_ID, _ACCOUNT_NAME, _ACCOUNT_DOMAIN)
_ACCOUNT_KEYS = ("account_external_id", "account_name", "account_domain")
_CONTRACT_KEY = _field(
    "contract_external_id", "Contract's id in the source", _T.KEY, "subscriptionid contractid dealid opportunityid"
)
_CONTACT_ID = _field("contact_external_id", "Contact's id in the source", _T.KEY, "contactid whoid personid userid")
_CONTACT_EMAIL = _field(
    "contact_email", "Contact's e-mail", _T.EMAIL, "email recipientemail customeremail useremail emailaddress"
)
_CONTACT_NAME = _field("contact_name", "Contact's name", _T.TEXT, "contact person recipientname")
_CONTACT = (_CONTACT_ID, _CONTACT_EMAIL, _CONTACT_NAME)

ACCOUNTS = Kind(
    "accounts",
    (
        _field("external_id", "Id in the source", _T.KEY,
               "id recordid accountid companyid customerid sourceaccountid accountexternalid gsid organizationid"),
        _field("name", "Name", _T.TEXT, "accountname companyname company account customer customername security"),
        _field("domain", "Domain", _T.DOMAIN, "companydomainname website websiteurl web companydomain"),
        _field("owner", "Owner", _T.TEXT, "accountowner companyowner csm csmname csmowner assigneduser"),
        _field("owner_email", "Owner's e-mail", _T.EMAIL, "accountowneremail csmemail"),
        _field("parent_external_id", "Parent's id in the source", _T.KEY,
               "parentid parentaccountid parentcompanyid parentaccountexternalid"),
        Field("tier", "Tier", _T.ENUM, ("tier", "accounttier", "customertier"), words.TIERS, TIER_WORDS),
        _field("segment", "Segment", _T.TEXT, "customersegment industry gicssector sector"),
        _field("engagement_model", "Engagement model", _T.TEXT, "touchmodel coveragemodel"),
        Field("lifecycle", "Lifecycle", _T.ENUM, ("lifecycle",), words.LIFECYCLES, LIFECYCLE_WORDS),
        Field("status", "Status", _T.ENUM, ("status", "accountstatus", "customerstatus"), words.ACCOUNT_STATUSES,
              STATUS_WORDS),
        _field("is_churned", "Churned", _T.BOOLEAN, "churnflag churned haschurned"),
        _field("country", "Country", _T.TEXT, "billingcountry countryregion mailingcountry"),
        _CURRENCY,
        _field("arr", "ARR", _T.MONEY, "annualrecurringrevenue currentarr arramount totalarr"),
        _field("mrr", "MRR", _T.MONEY, "monthlyrecurringrevenue mrramount"),
        _field("seats", "Seats", _T.INTEGER, "totalseats licenses licences licensecount numberofusers"),
        _field("renewal_on", "Renewal", _T.DATE, "renewaldate nextrenewaldate contractenddate renewal"),
        _field("onboarded_on", "Onboarded", _T.DATE,
               "onboardingdate golivedate originalcontractdate signupdate customersince startdate"),
        _field("notes", "Notes", _T.TEXT, "description accountdescription comments"),
        _field("pulse", "Pulse (1 to 5)", _T.INTEGER, "csmsentiment sentiment csmpulse"),
        _DELETED,
    ),
    (("name",),),
    (frozenset({"billingcountry", "numberofemployees"}), frozenset({"companyname", "companydomainname"}),
     frozenset({"accountname", "industry"}), frozenset({"accountname", "signupdate"}),
     frozenset({"masterrecordid", "parentid", "billingcity"})),
)  # fmt: skip

CONTACTS = Kind(
    "contacts",
    (
        _field("external_id", "Id in the source", _T.KEY, "id recordid contactid personid"),
        *_ACCOUNT,
        _field("name", "Name", _T.TEXT, "fullname contactname contact"),
        _field("first_name", "First name", _T.TEXT, "givenname forename"),
        _field("last_name", "Last name", _T.TEXT, "surname familyname"),
        _field("email", "E-mail", _T.EMAIL, "emailaddress workemail emails"),
        _field("phone", "Phone", _T.TEXT, "phonenumber mobilephone mobile mobilephonenumber contactnumbers"),
        _field("title", "Title", _T.TEXT, "jobtitle position"),
        Field("roles", "Roles", _T.WORDS, ("roles", "role", "buyingrole"), words.ROLES, ROLE_WORDS),
        _field("language", "Language", _T.TEXT, "preferredlanguage"),
        _field("time_zone", "Time zone", _T.TEXT, ""),
        _field("left_on", "Left on", _T.DATE, "leftdate leavedate"),
        _field("do_not_contact", "Do not contact", _T.BOOLEAN,
               "hasoptedoutofemail emailoptout unsubscribedfromallemail optout"),
        _DELETED,
    ),
    (("name", "last_name", "first_name", "email"), _ACCOUNT_KEYS),
    (frozenset({"firstname", "lastname"}), frozenset({"firstname", "email"}), frozenset({"emails", "jobtitle"})),
)  # fmt: skip

CONTRACTS = Kind(
    "contracts",
    (
        _field("external_id", "Id in the source", _T.KEY,
               "id recordid subscriptionid contractid opportunityid dealid renewalid"),
        *_ACCOUNT,
        _field("product", "Product", _T.TEXT, "productname plan plantier planname"),
        _field("name", "Name", _T.TEXT, "opportunityname dealname contractname subscriptionname"),
        _field("arr", "ARR", _T.MONEY, "annualrecurringrevenue arramount annualcontractvalue acv"),
        _field("mrr", "MRR", _T.MONEY, "monthlyrecurringrevenue mrramount"),
        _field("amount", "Amount of the deal", _T.MONEY, "dealamount totalcontractamount price value"),
        _CURRENCY,
        _field("seats", "Seats", _T.INTEGER, "licenses licences licensecount quantity totalopportunityquantity"),
        _field("start_on", "Start", _T.DATE, "startdate contractstartdate subscriptionstartdate"),
        _field("end_on", "End", _T.DATE, "enddate contractenddate renewaldate subscriptionenddate duedate"),
        _field("close_on", "Closed on", _T.DATE, "closedate closedat"),
        _field("notice_days", "Notice (days)", _T.INTEGER, "noticeperiod noticeperioddays"),
        _field("stage", "Stage", _T.TEXT, "stagename dealstage opportunitystage dealpipelinestageid"),
        _field("is_closed", "Closed", _T.BOOLEAN, "closed"),
        _field("is_won", "Won", _T.BOOLEAN, "won isclosedwon"),
        _field("is_trial", "Trial", _T.BOOLEAN, "trial"),
        Field("outcome", "Outcome", _T.ENUM, ("outcome", "renewaloutcome"), words.CONTRACT_OUTCOMES, OUTCOME_WORDS),
        _field("is_churned", "Churned", _T.BOOLEAN, "churnflag"),
        _field("reason", "Reason", _T.TEXT, "closedlostreason lossreason lostreason churnreason"),
        _DELETED,
    ),
    (_ACCOUNT_KEYS, ("arr", "mrr", "amount")),
    (frozenset({"stagename", "closedate"}), frozenset({"dealname"}), frozenset({"opportunityname"}),
     frozenset({"subscriptionid", "startdate"}), frozenset({"dealstage", "closedate"})),
)  # fmt: skip

SIGNALS = Kind(
    "signals",
    (
        *_ACCOUNT,
        _CONTRACT_KEY,
        _CONTACT_ID,
        _CONTACT_EMAIL,
        _field("metric", "Metric", _T.TEXT, "metricname signal measure"),
        _field("day", "Day", _T.DATE, "date usagedate weekstart week asof snapshotdate timestamp eventtimestamp on"),
        _field("value", "Value", _T.NUMBER, "metricvalue amount"),
        _field("metric:active_users", "Active users", _T.NUMBER, "activeusers dau wau mau weeklyactiveusers"),
        _field("metric:logins", "Logins", _T.NUMBER, "logins logincount loginslast30d sessions"),
        _field("metric:seats", "Seats", _T.NUMBER, "seats totalseats"),
        _field("metric:seats_used", "Seats used", _T.NUMBER, "seatsused usedseats"),
        _field("metric:open_tickets", "Open tickets", _T.NUMBER, "opentickets"),
        _field("metric:usage_count", "Usage count", _T.NUMBER, "usagecount usage eventcount events"),
        _field("metric:errors", "Errors", _T.NUMBER, "errors errorcount"),
        _DELETED,
    ),
    (
        (*_ACCOUNT_KEYS, "contract_external_id", "contact_external_id", "contact_email"),
        ("day",),
        ("value", "metric:*"),
    ),
    (frozenset({"usageid"}), frozenset({"usagedate"}), frozenset({"metric", "value"})),
)

TICKETS = Kind(
    "tickets",
    (
        _field("external_id", "Id in the source", _T.KEY, "id ticketid caseid casenumber recordid"),
        *_ACCOUNT,
        *_CONTACT,
        _field("opened_at", "Opened", _T.INSTANT, "createddate createdate createdat submittedat openeddate opened"),
        _field("closed_at", "Closed", _T.INSTANT, "closeddate closedate resolvedat solvedat closed"),
        Field("severity", "Severity", _T.ENUM, ("severity", "priority", "ticketpriority", "hsticketpriority"),
              words.TICKET_SEVERITIES, TICKET_WORDS),
        _field("subject", "Subject", _T.TEXT, "ticketname title issuecategory summary request"),
        _field("status", "Status in the source", _T.TEXT, "ticketstatus state"),
        _field("satisfaction", "Satisfaction score (1 to 5)", _T.NUMBER, "satisfactionscore csat csatscore"),
        _DELETED,
    ),
    (_ACCOUNT_KEYS, ("opened_at",)),
    (frozenset({"ticketid"}), frozenset({"casenumber"}), frozenset({"hsticketpriority"})),
)  # fmt: skip

FEEDBACK = Kind(
    "feedback",
    (
        _field("external_id", "Id in the source", _T.KEY, "id responseid feedbackid surveyid requestid recordid"),
        *_ACCOUNT,
        *_CONTACT,
        Field("kind", "Kind", _T.ENUM, ("kind", "surveytype", "type", "feedbacktype"), words.FEEDBACK_KINDS,
              FEEDBACK_WORDS),
        _field("score", "Score", _T.NUMBER, "rating starrating surveyscore"),
        _field("nps", "NPS score (0 to 10)", _T.NUMBER, "npsscore"),
        _field("csat", "CSAT score (1 to 5)", _T.NUMBER, "csatscore satisfactionscore"),
        _field("ces", "CES score (1 to 7)", _T.NUMBER, "cesscore"),
        _field("scale_min", "Scale from", _T.NUMBER, ""),
        _field("scale_max", "Scale to", _T.NUMBER, ""),
        _field("words", "Words", _T.TEXT, "comment comments feedback feedbacktext verbatim text response"),
        Field("channel", "Channel", _T.ENUM, ("channel",), words.CHANNELS, CHANNEL_WORDS),
        Field("severity", "Severity", _T.ENUM, ("severity",), words.FEEDBACK_SEVERITIES, SEVERITY_WORDS),
        _field("said_at", "Said at", _T.INSTANT,
               "saidon date recordeddate responsereceivedat createdat responsedate submittedat timestamp"),
        _DELETED,
    ),
    ((*_ACCOUNT_KEYS, "contact_external_id", "contact_email"), ("said_at",), ("score", "nps", "csat", "ces", "words")),
    (frozenset({"responseid"}), frozenset({"score", "comment"}), frozenset({"surveytype"})),
)  # fmt: skip

TOUCHES = Kind(
    "touches",
    (
        _field("external_id", "Id in the source", _T.KEY, "id activityid taskid engagementid eventid recordid"),
        *_ACCOUNT,
        *_CONTACT,
        _field("happened_at", "Happened at", _T.INSTANT,
               "happenedon activitydate date starttime activitydatetime completeddatetime createdat"),
        Field("channel", "Channel", _T.ENUM, ("channel", "tasksubtype", "activitytype", "type"), words.CHANNELS,
              CHANNEL_WORDS),
        Field("direction", "Direction", _T.ENUM, ("direction", "calltype"), words.DIRECTIONS, DIRECTION_WORDS),
        _field("is_two_way", "Two-way", _T.BOOLEAN, "twoway answered"),
        Field("kind", "Kind", _T.ENUM, ("kind", "touchkind"), words.TOUCH_KINDS, TOUCH_WORDS),
        _field("subject", "Subject", _T.TEXT, "title"),
        _field("notes", "Notes", _T.TEXT, "description comments body"),
        _field("outcome", "Outcome", _T.TEXT, "result calldisposition"),
        _field("status", "Status in the source", _T.TEXT, "state taskstatus"),
        _DELETED,
    ),
    ((*_ACCOUNT_KEYS, "contact_external_id", "contact_email"), ("happened_at",)),
    (frozenset({"activitydate", "subject"}),),
)  # fmt: skip

OUTCOMES = Kind(
    "outcomes",
    (
        _field("external_id", "Id in the source", _T.KEY, "id churneventid eventid recordid renewalid"),
        *_ACCOUNT,
        _field("day", "Day", _T.DATE, "date duedate renewaldate closedate outcomedate"),
        _field("churned_on", "Churned on (outcome is churned)", _T.DATE, "churndate churnedat cancelleddate"),
        Field("outcome", "Outcome", _T.ENUM, ("outcome", "renewaloutcome", "result"), words.OUTCOME_KINDS,
              {"lost": "churned", **{each: _churned(word) for each, word in OUTCOME_WORDS.items()}}),
        _field("reason", "Reason", _T.TEXT, "reasoncode churnreason lossreason"),
        _field("words", "Words", _T.TEXT, "feedbacktext comment comments notes"),
        _DELETED,
    ),
    (_ACCOUNT_KEYS, ("day", "churned_on"), ("outcome", "churned_on")),
    (frozenset({"churneventid"}), frozenset({"churndate"}), frozenset({"outcome", "duedate"})),
)  # fmt: skip

KINDS: dict[str, Kind] = {
    kind.name: kind for kind in (ACCOUNTS, CONTACTS, CONTRACTS, SIGNALS, TICKETS, FEEDBACK, TOUCHES, OUTCOMES)
}
