"""The registration form: entries for the keys of a worker, laid out in panels, and what is asked
of the register while somebody types. The form knows keys and widgets; the rules are the domain's,
asked in a lane with a plain copy of what stands in the form. Text that cannot be read goes along
as it was typed, so that a draft keeps it and the rule can name it."""
