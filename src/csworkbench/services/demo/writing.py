"""Notes, agendas, promises, goals and review texts that read as a CSM writes them."""

from __future__ import annotations

OPENINGS: dict[str, tuple[str, ...]] = {
    "call": ("Call with {who}.", "Spoke to {who} for half an hour.", "Short call, {who} was between two meetings.",
             "{who} had asked for this call.", "Rang {who}, reached at the first try."),
    "video": ("{who} joined from {city}.", "Regular check-in with {who}.",
              "{who} and two people from {team} on the line.",
              "Video call with {who}, camera on for once.", "Good conversation with {who}."),
    "meeting": ("Met {who} in their office.", "Meeting with {who} and {team}.", "Sat down with {who} for an hour.",
                "{who} had invited {team} as well."),
    "on-site": ("Met {who} on site in {city}.", "Half a day on site in {city}, {who} showed me round.",
                "Visited {who} in {city} and saw {team} at work."),
    "email": ("{who} replied to my mail.", "Mail from {who}.", "{who} wrote back the same day.",
              "Exchange of mails with {who}.", "{who} answered from the road."),
}  # fmt: skip
BODIES_GOOD = (
    "The second shift is live on the scanner app, {active} of {seats} seats in use.",
    "Returns are down to one day and {team} wants to show it to the management.",
    "Peak season plan is agreed: freeze from the 15th, daily sync report until New Year.",
    "They closed the month in two days for the first time.",
    "Rollout in {city} is finished; {other} will run the last training alone.",
    "They want to bring another site on board next quarter, about {n} more people.",
    "{other} has built a dashboard and half the floor uses it.",
    "Happy with the last release, the new pick list was the topic of the call.",
    "We compared the order errors before and after: down from {n} a week to two.",
    "{who} would speak at our user day, marketing to get in touch.",
    "Stock count went through in one weekend, no tickets.",
    "Asked about the renewal in passing; for {who} it is 'a formality'.",
    "They have written the tool into their onboarding of new starters.",
    "Went through the goals, two of three are reached, third needs the API connection.",
)
BODIES_MIDDLE = (
    "Usage is fine in {city} but the other site has hardly started.",
    "{team} is short of people until the end of the month, training moved again.",
    "They like the product, the reports less; {other} still keeps a spreadsheet beside it.",
    "Exports were slow again at month end. Sent the ticket number and promised an update.",
    "New head of {team} starts next month, {who} will introduce us.",
    "Budget round is under way, they need figures on hours saved.",
    "Two open tickets, neither urgent, but {who} mentioned both.",
    "Dashboards are seldom opened; agreed to cut them down to three that matter.",
    "{who} asked what other customers of their size do with approvals.",
    "Integration with the carrier is waiting for their IT.",
)
BODIES_BAD = (
    "{active} of {seats} seats active, and {who} knows it. Nobody has owned the topic since the reorganisation.",
    "The nightly sync is the only topic. They re-key about {n} orders a week and the mood in {team} is bad.",
    "{who} said openly that procurement has asked for two other offers.",
    "They were disappointed that the fix slipped again. I did not have a good answer.",
    "{other} wants to give seats back at renewal, at least {n}.",
    "Third review that was postponed. {who} blames the quarter end, I am not so sure.",
    "Management asks what the tool brings. We have no baseline, that is on us.",
    "Short and cool. {who} referred me to procurement for anything about the contract.",
    "After the SSO lockout {team} lost a morning; {who} wants it in writing that this can't happen again.",
    "Cost pressure: every tool has to be justified until the end of the quarter.",
    "They have stopped opening the dashboards, the weekly report goes out from a spreadsheet again.",
)
CLOSES = (
    "Next step: {promise_small}.", "I will {promise_small}.", "Agreed to talk again after the {week} week.",
    "{who} sends me the figures by Friday.", "Nothing open from our side.", "To do for us: {promise_small}.",
    "Follow-up in two weeks.", "",
)  # fmt: skip
UNANSWERED_MAILS = (
    "Asked {who} for a date for the next check-in. No answer so far.",
    "Second reminder to {who} about the review. Nothing yet.",
    "Sent {who} the usage figures with a proposal for the next steps.",
    "Wrote to {who} about the open tickets and offered a call this week.",
    "Sent {who} the summary of the last release with the three points that matter to them.",
    "Sent {who} two dates for a call, out-of-office reply only.",
)
UNANSWERED_CALLS = (
    "Left a message with the switchboard, {who} was in a meeting.",
    "Tried {who} by phone, went to voicemail.",
    "{who} did not pick up; will try again in the morning.",
)
NOTICES = (
    "Notice received in writing from {who}, effective at the end of the term. Reason given: {reason}.",
    "{who} called ahead of the letter: they will not renew. {reason_capital}.",
)
CHURN_REASONS = (
    "budget cut after a weak year", "moved to the parent company's system",
    "usage never recovered after the champion left",
    "missing orders in the nightly sync were not fixed in time", "price too high for the seats in use",
    "site closed, business unit sold", "chose a competitor with a built-in web shop",
)  # fmt: skip
REDUCE_REASONS = ("fewer seats after a reorganisation", "one site went back to the old tool", "seats never rolled out")
EXPAND_REASONS = ("second site added", "returns team joined", "scanner app for the night shift", "API access added")
PROMISES = (
    "Send usage figures by site", "Get a date from engineering for the sync fix", "Book training for the second shift",
    "Share the peak season checklist", "Send the offer for {n} more seats", "Prepare figures on hours saved",
    "Introduce the solution engineer", "Check the invoice with accounting", "Send the API limits in writing",
    "Draft the agenda of the business review", "Follow up on the open export ticket",
    "Ask product about the approval step",
    "Set up the sandbox for the carrier integration", "Find a reference customer of the same size",
    "Agree a recovery plan with the sponsor", "Send the review notes and the open promises",
)  # fmt: skip
THEIR_PROMISES = (
    "Send the list of users for the second site", "Name a new champion", "Give IT access to the sandbox",
    "Decide on the approval step", "Confirm the date of the training", "Send month-end figures before and after",
    "Clean up unused accounts", "Talk to procurement about the renewal",
)  # fmt: skip
AGENDAS = (
    "Open tickets; usage by site; what changed in {team}.", "Renewal: scope, seats and time line.",
    "Results of the pilot in {city}; decide on the rollout.", "Follow up on the sync fix; goals for the quarter.",
    "Introduce the new release; training dates.", "Usage is falling in {team}: why, and what would help?",
    "Go through the promises of the last review.", "Feedback from the survey and what we do about it.",
)  # fmt: skip
MISSED_REASONS = (
    "Customer did not show up", "Postponed at short notice by the customer", "I was ill",
    "Clash with their stock count",
)  # fmt: skip
WEEKS = ("trade fair", "stock count", "holiday", "release", "quarter-end")
TEAMS = (
    "operations", "finance", "the order desk", "logistics", "customer service", "IT", "procurement",
    "the warehouse", "sales",
)  # fmt: skip
GOALS: tuple[tuple[str, str, str, str, str], ...] = (
    ("Ship orders the same day", "share of orders shipped the same day", "{a} %", "95 %", "{b} %"),
    ("Fewer re-keyed orders", "orders re-keyed per week", "{n}", "2", "{m}"),
    ("Close the month faster", "days until the month is closed", "6", "2", "{d}"),
    ("Roll out to the second site", "active users at the second site", "0", "{n}", "{m}"),
    ("Shorter stock count", "hours per stock count", "38", "16", "2{d}"),
    ("Answer returns within a day", "share of returns answered in 24 hours", "{a} %", "90 %", "{b} %"),
    ("Retire the old spreadsheets", "weekly reports still made by hand", "9", "0", "{d}"),
    ("New starters productive in a week", "days until the first own order", "15", "5", "{d}"),
)
EVIDENCE = (
    "Figures from {who}, mail of the last review.", "Report in their dashboard.",
    "Confirmed by {who} in the call.", "",
)  # fmt: skip
ACCOUNT_NOTES = (
    "Family-owned, decisions are quick once the owner is in the room.",
    "Two sites with different processes; {city} leads, the other follows.",
    "Stock count in January and July, no meetings in those weeks.",
    "Prefers phone to mail. Contracts always go through procurement.",
    "Came from a competitor, very sensitive about missing orders.",
    "Peak season October to December; no changes after 15 October.",
    "Board is watching software spend this year.",
    "Speaks at our user day now and then; ask first.",
)
PULSE_GOOD = (
    "Open talk, they plan ahead with us.", "Sponsor is engaged.", "Strong champion.",
    "Renewal is not in question.",
)  # fmt: skip
PULSE_MIDDLE = ("Friendly but little drive.", "Waiting for the new head of department.", "Depends on one person.")
PULSE_BAD = (
    "They avoid the renewal topic.", "No sponsor since the reorganisation.",
    "Trust is damaged by the sync trouble.",
)  # fmt: skip
