"""What the rules about contributions, payers and cash at the counter say.

A key with a dot is the variant for one ``why``.
"""

N_ = str  # marks a text for the catalogue; it is looked up when it is shown

PAID = {
    "month_paid": N_(
        "{month} is paid already for {number}: by {payer} on {on}, recorded by {by}. "
        "No month is paid twice; begin with a later month."
    ),
    "month_paid.list": N_(
        "{month} is paid already for {number}: by {payer} on {on}, in the list {source}. "
        "No month is paid twice; begin with a later month, or leave the person out."
    ),
    "month_paid.code": N_(
        "{month} is paid already for {number}: by {payer} on {on}, with the payment code {code}. "
        "No month is paid twice; begin with a later month."
    ),
    "month_paid.opening": N_(
        "{month} is paid already for {number}: by {payer}, up to and including {last}, as the "
        "opening balance says. Begin with a later month; if the balance is wrong, correct “paid "
        "until” first."
    ),
    "month_paid.recorded": N_(
        "{number} has payments recorded here from {month} to {last} (by {payer}, on {on}), and "
        "“paid until” would say that these months were paid before. Nothing was changed; compare "
        "the two."
    ),
    "month_paid.nik": N_(
        "{month} is paid already under this NIK: by {payer} on {on}, for {other}, whose NIK it was "
        "then. Compare both NIKs with the identity cards; undo the payment of {other} if it was "
        "meant for {number}."
    ),
    "month_paid.same": N_(
        "{month} of {number} stands twice in this payment. It was taken once; leave out the other."
    ),
    "month_paid.deposit": N_(
        "For {month} of {number} cash left at the counter is held since {on} (receipt {deposit}). "
        "Hand that over to BPJS Ketenagakerjaan, or give it back, before anybody else pays."
    ),
}

MONTHS = {
    "month_outside": N_(
        "These months cannot be paid. Check the first month and the number of months."
    ),
    "month_outside.period": N_("One pays for 1 to {most} months at once. Choose fewer months."),
    "month_outside.birth": N_(
        "{month} lies before the birth of {number}. Check the month, and the birth date."
    ),
    "month_outside.death": N_(
        "{number} died on {on}; months after that cannot be paid. Check the months and the date."
    ),
    "month_outside.registration": N_(
        "{month} lies before the registration of {number}. The first month that can be paid is "
        "{first}."
    ),
    "month_outside.ahead": N_(
        "{month} lies more than {most} months ahead for {number}. Check the year."
    ),
    "month_outside.no_table": N_(
        "There is no table of contributions for {month}; the first one holds from {first} on. "
        "Check the month."
    ),
    "month_outside.budget_year": N_(
        "{month} lies outside the budget year {year} of {sponsor}. Pay up to December of that "
        "year, and later months from another budget."
    ),
    "month_outside.sponsor": N_(
        "{sponsor} does not pay {month}: it pays from {first} to {last}. Choose other months or "
        "another payer."
    ),
    "month_outside.sponsor_months": N_(
        "{sponsor} pays {most} months for each person, and {number} would get more. Choose fewer "
        "months."
    ),
    "month_outside.backwards": N_("The last month lies before the first. Exchange the two."),
    "age.first_payment": N_(
        "The person is {age} years old. The first payment must be made from {minimum} up to and "
        "including {maximum} years. Check the birth date, or ask the branch office."
    ),
    "not_a_member": N_(
        "No contribution can be paid for {number} yet. Send the person to BPJS Ketenagakerjaan "
        "first."
    ),
    "not_a_member.candidate": N_(
        "{number} has not been sent to BPJS Ketenagakerjaan yet, so no contribution can be paid. "
        "Send the person to BPJS first."
    ),
    "not_a_member.no_kpj": N_(
        "“Paid until” is for people who are members already. Give their KPJ number too, or leave "
        "it empty."
    ),
    "paid_on_early": N_(
        "On {on} nothing can have been paid for {number} yet: the registration is younger. "
        "Correct the day of the payment."
    ),
    "not_a_member.refused_by_bpjs": N_(
        "BPJS Ketenagakerjaan returned {number}, so no contribution can be paid. Mend what it "
        "named, then send the person again."
    ),
    "not_a_member.ended": N_(
        "The membership of {number} ended on {on}, so no contribution can be paid. If that was a "
        "mistake, undo the end first."
    ),
}

AMOUNTS = {
    "amount": N_(
        "{field} must be a whole amount in rupiah, not below 0 and not above a million million."
    ),
    "formula": N_(
        "{field} is a formula without a result in this file. Open the list in a spreadsheet "
        "program, save it there, and take it again."
    ),
    "amount.cents": N_("{field} has cents. Contributions are whole rupiah; leave the cents out."),
    "amount.negative": N_("{field} is below 0. Type the amount without a minus."),
    "amount.too_large": N_("{field} is larger than any contribution can be. Count the zeros."),
    "amount.differs": N_(
        "The sum paid is {amount}, but by the rules of these months it is {expected}. Nothing was "
        "recorded. Compare people, months and incomes with the slip."
    ),
    "amount.reduced": N_(
        "The sum paid is {amount}, but by the rules of these months it is {expected}, or {reduced} "
        "where the branch office granted the reduction. Nothing was recorded. Compare people, "
        "months and incomes with the slip."
    ),
    "discount_payer": N_(
        "Whether the reduction holds for this payer the regulation does not say. "
        "The full amount is shown; ask the branch office."
    ),
    "discount_granted": N_(
        "The branch office granted the reduction: the sum that was paid says so. Keep its receipt."
    ),
    "band_unverified": N_(
        "The amount of this income band is to be compared with the official table."
    ),
    "attachment": N_("The file {file} cannot be kept as proof. Choose a PDF, JPEG or PNG file."),
    "attachment.form": N_(
        "The file {file} is no PDF, JPEG or PNG. Choose the proof of payment as one of these."
    ),
    "attachment.size": N_(
        "The file {file} is larger than 2 MB. Scan it in grey or with fewer dots, then try again."
    ),
    "heading_missing.payments": N_(
        "The file {file} has no column that names people: NIK, KPJ number or registration number. "
        "Add one, and columns for the month and the amount."
    ),
}

SPONSORS = {
    "nobody_ends": N_(
        "Nobody's protection ends with {sponsor}: no member's last paid month was paid by it."
    ),
    "budget": N_(
        "The budget of {sponsor} is not enough: {left} is left, and {number} costs {amount}. "
        "Choose fewer people or months, or another payer."
    ),
    "quota": N_(
        "{sponsor} pays for at most {quota} people, and all places are taken. {number} was left "
        "out; choose another payer."
    ),
    "eligibility": N_(
        "{number} does not meet the rule “{why}” of {sponsor}. Choose another payer, or complete "
        "the person's data if something is missing."
    ),
    "eligibility.min_age": N_(
        "{sponsor} pays for people of {wanted} years or more (rule min_age); {number} is younger. "
        "Choose another payer."
    ),
    "eligibility.max_age": N_(
        "{sponsor} pays for people of up to {wanted} years (rule max_age); {number} is older. "
        "Choose another payer."
    ),
    "eligibility.min_decile": N_(
        "{number} does not meet the rule of {sponsor} on welfare deciles (min_decile), or the "
        "decile is not recorded. Ask whoever checks eligibility."
    ),
    "eligibility.max_decile": N_(
        "{number} does not meet the rule of {sponsor} on welfare deciles (max_decile), or the "
        "decile is not recorded. Ask whoever checks eligibility."
    ),
    "eligibility.basis": N_(
        "{sponsor} pays for people named in one of these lists: {wanted} (rule basis). {number} "
        "is not; record the list that names the person, or choose another payer."
    ),
    "eligibility.extreme_poor": N_(
        "{sponsor} pays for people recorded as extremely poor (rule extreme_poor). {number} is "
        "not recorded so. Ask whoever checks eligibility."
    ),
    "eligibility.occupation": N_(
        "{sponsor} pays for these occupations: {wanted} (rule occupation). {number} works as "
        "something else; choose another payer."
    ),
    "eligibility.ecosystem": N_(
        "{sponsor} pays for these ecosystems: {wanted} (rule ecosystem). {number} belongs to "
        "another; choose another payer."
    ),
    "eligibility.segment": N_(
        "{sponsor} pays for these segments: {wanted} (rule segment). {number} belongs to another; "
        "choose another payer."
    ),
    "eligibility.residence": N_(
        "{sponsor} pays for people who live in {wanted} (rule residence). {number} lives "
        "elsewhere; choose another payer."
    ),
    "eligibility.hamlet": N_(
        "{sponsor} pays for people of these hamlets: {wanted} (rule hamlet). {number} lives "
        "elsewhere; choose another payer."
    ),
    "sponsor_code": N_(
        "“{value}” cannot be the code of a sponsor. Take up to 24 letters, digits, dots, dashes "
        "or slashes, such as APBDES-2026."
    ),
    "sponsor_rule": N_(
        "“{value}” does not fit the rule {key}. Write it like max_age=64, max_decile=5 or "
        "basis=DTSEN,musdes."
    ),
}

UNDOING = {
    "undo_nothing": N_("There is nothing here that could be undone."),
    "undo_not_last": N_(
        "Something newer was done for {number} since. Undo that first, the newest before the older."
    ),
    "undo_changed": N_(
        "{field} of {number} was changed after this step. Put back what the step brought, then "
        "undo it."
    ),
    "undo_not_yours": N_(
        "This was done by {by}, and only {by} can undo it. If that account is gone, the "
        "administrator can."
    ),
}

FUNDING = {
    "sponsor.unknown": N_(
        "There is no sponsor called “{value}”. Compare it with the list of sponsors."
    ),
    "sponsor_taken": N_(
        "There is a sponsor with the code {code} already: {name}. Change that one, or take another "
        "code."
    ),
    "sponsor_kelurahan": N_(
        "A kelurahan has no village budget, so {kind} cannot pay here. Choose the budget of the "
        "regency or another payer."
    ),
    "sponsor_used": N_(
        "{sponsor} has paid or set money aside already, so its {field} stays. Add a sponsor of "
        "its own for the other one."
    ),
    "sponsor_used.months": N_(
        "{sponsor} has paid or set money aside from {first} to {last}, so its {field} cannot leave "
        "these months out."
    ),
    "sponsor_used.share": N_(
        "{sponsor} has paid or set aside {most} months for one person already. The number of "
        "months cannot be less."
    ),
    "sponsor_rule.backwards": N_(
        "Nobody could meet these rules: the lower limit is above the upper one ({key}={value}). "
        "Correct one of the two."
    ),
    "source_forbidden": N_(
        "{source} must not pay contributions in {year} ({regulation}: {who}). Choose another "
        "source of money."
    ),
    "source_unclear": N_(
        "Whether {source} may pay contributions in {year} is not known here. Ask for it in "
        "writing before money goes out."
    ),
    "source_unclear.told": N_(
        "Whether {source} may pay contributions in {year} is not clear ({regulation}; {who}). Ask "
        "for it in writing before money goes out."
    ),
    "source_missing": N_(
        "Of which part of {kind} the money is stands nowhere. Fill in the source: not every part "
        "may pay contributions."
    ),
    "budget.spent": N_("The whole budget of {sponsor}, {budget}, is used or set aside."),
    "budget.below": N_(
        "{sponsor} has paid and set aside {amount} already. The budget cannot be less."
    ),
    "quota.below": N_(
        "{sponsor} has paid or set money aside for {people} people already. There cannot be fewer "
        "places."
    ),
    "quota.minimum": N_(
        "The fewest people cannot be more than the most, {quota}. Correct one of the two."
    ),
    "reserved": N_(
        "For {month} of {number} money is set aside by {sponsor} already. Release that first, or "
        "choose other months."
    ),
    "let_go": N_(
        "{sponsor} has no room any more for {count} months ({first} to {last}) that were set aside "
        "and are paid no longer; that money is not set aside now."
    ),
    "paid_after_end": N_(
        "{number} is paid from {first} to {last}, after the end on {on}. Check the day; if it is "
        "right, ask the branch office what becomes of these months."
    ),
    "reserve_nothing": N_("{sponsor} has set nothing aside for {number}."),
    "month_outside.sponsor_over": N_(
        "{sponsor} paid up to {last}, and that is past. Choose another payer."
    ),
    "sponsor_note": N_("{reason} As things stand this payer would not pay."),
}

CASH = {
    "cash_off": N_(
        "No cash is taken at this counter. Print the sheet “How to pay” for the person, who pays "
        "BPJS Ketenagakerjaan with it; the administrator can switch cash on in the settings."
    ),
    "deposit_none": N_(
        "No cash is held for {number}: it was handed over or given back, or never taken. Look at "
        "the list of what is held."
    ),
    "deposit_several": N_(
        "Several receipts are held for this person: {numbers}. Name one of them by its number."
    ),
    "deposit_settled": N_("{number} is no longer held. Look at the list of what is held."),
    "deposit_settled.paid": N_(
        "{number} was handed over already, on {on} by {by}. Nothing is left to be done with it."
    ),
    "deposit_settled.returned": N_(
        "{number} was given back already, on {on} by {by}. If cash came in again, take it anew."
    ),
    "deposit_before": N_(
        "{number} was received on {on}; it cannot have been handed over on {day}, before that. "
        "Check the day of the payment."
    ),
}

#: What the deep check of the office's data finds.
LEDGERS = {
    "payment_sum": N_(
        "A sum of {number} from {month} on is {amount}, but its parts make {expected}. Compare it "
        "with the slip and report it."
    ),
    "payment_worker": N_(
        "Money for {month} stands in the books for somebody who is not in the register. Keep this "
        "folder and report it."
    ),
    "passed_over.month_paid": N_(
        "The regency office knows of another payment for {number}, and one of its months is paid "
        "here already. If it was typed in twice, undo the payment made here; the other one comes "
        "by itself."
    ),
    "passed_over.months_clash": N_(
        "What the regency office says of {number} would take a month that is paid here already, or "
        "for which cash is held here. Compare “paid until”; undo the payment or give the cash back "
        "where it was wrong. The other one comes by itself then."
    ),
    "months_clash": N_(
        "{month} is paid or held here already. Compare “paid until”; undo the payment or give the "
        "cash back first."
    ),
    "month_twice": N_("{month} of {number} is paid twice in the books. Undo one of the two."),
    "month_twice.opening": N_(
        "{month} of {number} is paid, and “paid until” says that it was paid before. Correct “paid "
        "until”, or undo the payment."
    ),
    "month_twice.held": N_(
        "For {month} of {number} cash is held at the counter, and the month is paid or held "
        "already. Give the cash back."
    ),
    "payer_unknown": N_(
        "Payments name {payer}, and there is no such sponsor. Add the sponsor under this code."
    ),
    "proof_missing": N_("The proof of a payment of {on} is missing. Keep the slip and report it."),
    "proof_altered": N_("A proof of payment ({proof}) was altered. Keep the slip and report it."),
    "money_missing": N_(
        "The history does not tell how the money of {number} came to be as it is. Keep this "
        "folder, report it."
    ),
    "money_differs": N_(
        "Money of {number} was changed past this program. Compare it with the slips."
    ),
}

SENTENCES = LEDGERS | CASH | PAID | MONTHS | AMOUNTS | SPONSORS | FUNDING | UNDOING
