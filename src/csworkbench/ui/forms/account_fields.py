"""The fields of an account, the same for a new one and for one that is edited."""

from __future__ import annotations

from collections.abc import Sequence

from csworkbench.domain.accounts import EngagementModelRow, OwnerRow
from csworkbench.domain.words import ACCOUNT_STATUSES, LIFECYCLES, TIERS
from csworkbench.ui.forms.account_form_base import with_blank, words_as_choices
from csworkbench.ui.forms.fields import FieldList
from csworkbench.ui.forms.inputs import BoxInput, ChoiceInput, LineInput, NumberInput


def add_account_fields(fields: FieldList, *, has_status: bool) -> None:
    """Add the fields; owners and engagement models are offered by `offer_choices`."""
    fields.add("name", "&Name", LineInput("Name"), wanted="An account needs a name.")
    fields.add("domain", "Do&main", LineInput("Domain", "example.com"))
    fields.add("owner_id", "&Owner", ChoiceInput("Owner", [(None, "–")]))
    fields.add("segment", "Se&gment", LineInput("Segment"))
    fields.add("tier", "&Tier", ChoiceInput("Tier", with_blank([(tier, tier) for tier in TIERS])))
    fields.add("lifecycle", "Li&fecycle", ChoiceInput("Lifecycle", with_blank(words_as_choices(LIFECYCLES))))
    fields.add("engagement_model_id", "&Engagement", ChoiceInput("Engagement model", [(None, "–")]))
    if has_status:
        fields.add("ideal_days", "I&deal days", NumberInput("Ideal days", "between touches; blank: the model's"))
        fields.add("maximum_days", "Ma&ximum days", NumberInput("Maximum days", "blank: the model's"))
        fields.add("status", "Stat&us", ChoiceInput("Status", words_as_choices(ACCOUNT_STATUSES)))
    fields.add("country", "Countr&y", LineInput("Country"))
    fields.add("notes", "Note&s", BoxInput("Notes", lines=3))


def offer_choices(fields: FieldList, owners: Sequence[OwnerRow], models: Sequence[EngagementModelRow]) -> None:
    """Offer the book's owners and engagement models."""
    owner, model = fields.widget("owner_id"), fields.widget("engagement_model_id")
    if isinstance(owner, ChoiceInput) and isinstance(model, ChoiceInput):
        owner.set_choices(with_blank([(one.id, one.name) for one in owners]))
        model.set_choices(with_blank([(one.id, one.name) for one in models]))
