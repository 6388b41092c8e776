"""What customers say in the demonstration: recurring complaints by theme, praise, requests, survey comments."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ThemeWords:
    """One recurring theme: its name, how often it comes up, complaints, ticket subjects, days since a fix (0: none)."""

    name: str
    share: int
    complaints: tuple[str, ...]
    tickets: tuple[str, ...]
    fixed: int = 0


THEMES: tuple[ThemeWords, ...] = (
    ThemeWords(
        "Nightly sync drops orders", 26,
        (
            "The nightly sync still drops orders, we re-key about {n} a week.",
            "Third time this month that orders from the web shop did not arrive in the ERP by morning.",
            "Our warehouse starts at six and the overnight sync had stopped at half past two. {n} orders were missing.",
            "We only noticed the missing orders because a customer rang. There was no alert from the sync at all.",
            "Orders with more than fifty lines get lost in the nightly run. Smaller ones come through fine.",
            "Reconciling the sync by hand takes my team the whole of Monday morning.",
            "If the connector restarts during the run, whatever was in flight is gone. That can't be by design.",
        ),
        ("Orders missing after the nightly sync", "Sync stopped at 02:30, {n} orders not transferred",
         "Duplicate orders after sync was restarted", "No alert when the overnight sync fails"),
    ),
    ThemeWords(
        "Exports time out", 20,
        (
            "Every export over {k} rows times out. We now split it by week and glue the pieces together.",
            "Month-end export ran for forty minutes and then just said 'failed'. We close the books tomorrow.",
            "The CSV export gives up on large files, so finance can't get the full year in one piece.",
            "Scheduled exports fail at night and nobody is told. We find out when the report is empty.",
            "I have to start the stock export three times before it comes through.",
            "Exports were fine until the spring release. Since then anything above {k} rows times out.",
        ),
        ("Export of {k} rows times out", "Scheduled export failed without a message",
         "Month-end export cancelled after 30 minutes", "Export file is cut off after {k} rows"),
    ),
    ThemeWords(
        "SSO lockouts", 15,
        (
            "{n} colleagues were locked out after our identity provider rotated its certificate.",
            "SSO logs people out in the middle of a pick list. On the shop floor that is a real problem.",
            "New starters wait two days until their single sign-on works. We can't explain that internally.",
            "Every certificate change ends with half the company locked out and me on the phone.",
            "When SSO is down there is no emergency login for admins. We were blind for three hours.",
            "People who moved departments keep their old rights until someone deletes their session by hand.",
        ),
        ("{n} users locked out after certificate change", "SSO loop after password reset",
         "No emergency login while identity provider is down", "Group mapping not updated by SSO"),
    ),
    ThemeWords(
        "Slow dashboards", 16,
        (
            "The operations dashboard takes {n} seconds to open. People have stopped looking at it.",
            "On Monday mornings the dashboards are so slow that we went back to our own spreadsheet.",
            "Changing the date filter freezes the page. I showed it to your support on a call.",
            "Our managing director opened the dashboard in front of the board and we all watched it load.",
            "With more than three sites selected the dashboard never finishes loading.",
        ),
        ("Dashboard needs {n} seconds to load", "Filter by site freezes the dashboard",
         "Stock dashboard shows yesterday's figures"), 52,
    ),
    ThemeWords(
        "Invoice confusion", 12,
        (
            "We were billed for {n} seats that we gave back in spring. Please correct this before quarter end.",
            "The invoice has one line for everything, so accounting can't book it to cost centres.",
            "Two invoices for the same period, with different totals. Which one is right?",
            "Your invoices still go to a colleague who left a year ago, and then we get reminders.",
            "The price on the renewal invoice is not the one we agreed in the call.",
        ),
        ("Invoice shows wrong number of seats", "Please send invoices to our new address",
         "Credit note for returned seats missing", "Purchase order number not on the invoice"),
    ),
    ThemeWords(
        "API limits not documented", 11,
        (
            "Our integration was cut off at noon because of a rate limit that is not written down anywhere.",
            "The docs say nothing about limits, and support gave us two different numbers.",
            "We hit the API limit during a stock count and had to stop {n} scanners.",
            "Please publish the API limits. My developers are guessing and building in pauses.",
            "The error says 'too many requests' but not when we may try again.",
        ),
        ("What are the API rate limits?", "HTTP 429 during stock count", "API limit changed without notice"),
    ),
)  # fmt: skip

OTHER_TICKETS = (
    "How do I add a second warehouse?", "Label printer prints blank pages", "User can't see the returns module",
    "Please reset the test system", "Wrong tax rate on exported invoices", "Question about bulk price update",
    "Barcode scanner not recognised after update", "E-mail notifications arrive twice", "Change of main contact",
    "Please restore a deleted price list", "Search does not find article numbers with a hyphen",
    "Time zone of pick lists is wrong", "Import of suppliers stops at line {n}", "Translation missing in returns form",
)  # fmt: skip

PRAISE = (
    "The new pick list saves each of us half an hour a day. The team asked me to say thank you.",
    "{owner} answered within the hour and stayed on the line until the release was through. Outstanding.",
    "Onboarding of the second site went better than any IT project I have seen here.",
    "Returns used to take us three days, now it is one. Our customers notice.",
    "The training was exactly right, no slides, just our own data.",
    "Year-end stock count in one weekend instead of two. I did not believe it would work.",
    "I recommended you to our sister company last week.",
    "Support is quick and people there know what they are talking about.",
    "Our auditors liked the change log. That has never happened before.",
)

REQUESTS = (
    "We need an approval step before orders above a limit are released.",
    "Could the dashboard show several warehouses side by side?",
    "Please let us send the weekly report to people who have no login.",
    "A dark mode for the night shift would be welcome.",
    "We'd like to see who changed a price and when, without asking support.",
    "Can the export run to our own SFTP server on a schedule?",
    "Our Polish team needs the scanner app in their language.",
    "Please add a field for the customer's purchase order number.",
    "It would help to archive discontinued articles instead of deleting them.",
    "We want to set minimum stock per site, not only per article.",
)

NPS_GOOD = (
    "It simply works, and when it doesn't, {owner} takes care of it.",
    "Saves us about {n} hours a week in the order desk.",
    "My team would not give it back.",
    "Good product, very good people.",
    "Best supplier relationship we have at the moment.",
    "Easy to learn, our temps were productive on day one.",
    "",
    "",
)
NPS_MIDDLE = (
    "Solid, but reporting is too rigid for what our management wants.",
    "Does what it should. The dashboards could be faster.",
    "Good in daily work, month end is still painful because of the exports.",
    "We use maybe half of it. More training would help.",
    "Fine so far, ask me again after the peak season.",
    "",
)
NPS_BAD = (
    "We were promised a fix in spring and are still re-keying orders.",
    "Half of my people have gone back to spreadsheets.",
    "Too expensive for what we actually use.",
    "Since {first} left nobody here drives it any more.",
    "Support closes tickets without solving them.",
    "We are looking at other tools, to be honest.",
    "Every release breaks something for us.",
)
CSAT_GOOD = ("Quick and friendly, solved in one go.", "All clear now, thank you.", "Very patient explanation.", "")
CSAT_BAD = (
    "Had to explain the problem to three people.",
    "The answer came after we had found a way round it.",
    "Ticket was closed, problem still there.",
)
CES_WORDS = ("Setting up the second site was straightforward.", "Found the setting only with help.", "")

RESOLUTIONS = (
    "Told {who} that the fix is in the July release; confirmed it works on their side.",
    "Walked {who} through the workaround and sent it in writing.",
    "Credit note sent and the contact for invoices changed.",
    "Engineering fixed it on Thursday, {who} tested it the same day.",
    "Explained why we will not build this and what to use instead.",
)
