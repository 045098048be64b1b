"""Faults: killed, cut, torn, filled up, rolled back, copied. What must never happen, and the tests
that prove that it does not (each in ``tests/``):

1. A saved registration is lost.
   ``faults/test_faults_kill.py`` (registering, backup, new key, upgrade, restore),
   ``faults/test_faults_writing.py`` (full disk, failed commit, mark that cannot be written),
   ``faults/test_faults_opening.py`` (missing ``-wal``, older copy, damage),
   ``faults/test_faults_backup.py::test_a_power_cut_at_any_step_of_a_restore``,
   ``e2e/test_e2e_killed.py`` (the commands), ``faults/test_line_kill.py`` (office and hub on a
   bad line), ``e2e/test_e2e_hub.py::test_an_office_from_its_old_backup``.
2. The same person is counted twice.
   ``store/test_store_workers.py::test_one_nik_one_person``,
   ``actions/test_importing.py::test_the_same_list_again_doubles_nothing_and_keeps_what_was_mended``,
   ``actions/test_submitting.py::test_nobody_is_submitted_twice`` and
   ``::test_the_same_answer_twice_changes_nothing_more``,
   ``faults/test_line_kill.py::test_only_lost_answers``,
   ``e2e/test_e2e_hub_bad.py::test_the_same_batch_and_another_one_of_its_name``.
3. Something unsent is deleted.
   ``faults/test_faults_unsent.py``, ``store/test_store_audit.py::test_both_logs_only_grow``.
4. One bad record holds the others back.
   ``actions/test_registering.py::test_each_person_is_taken_or_refused_alone``,
   ``actions/test_importing.py::test_rows_are_accepted_warned_refused_or_known``,
   ``actions/test_issuing.py::test_a_name_that_cannot_fit_is_refused_and_the_others_printed``,
   ``e2e/test_e2e_lists.py::test_an_answer_with_good_and_bad_rows_takes_the_good_ones``,
   ``e2e/test_e2e_hub.py::test_a_neighbours_duplicate_and_a_refusal``.
5. A clock decides order, or dates what it cannot date.
   ``faults/test_faults_writing.py::test_order_is_a_sequence_and_not_the_clock``,
   ``faults/test_faults_opening.py::test_a_copied_folder_on_a_pc_with_a_clock_of_2009``,
   ``faults/test_faults_backup.py::test_a_restore_with_a_clock_of_2009``,
   ``actions/test_registering.py::test_a_clock_before_the_last_thing_written_is_noticed``,
   ``ui/test_beginning.py::test_setting_up_with_a_clock_of_2009``,
   ``e2e/test_e2e_hub_bad.py::test_a_clock_ten_years_off``.
6. A person's data lies readable somewhere.
   ``store/test_store_engine.py::test_nothing_readable_lies_on_the_disk`` and
   ``::test_the_texts_of_errors_hold_no_values``,
   ``faults/test_faults_backup.py::test_nobody_can_be_read_in_it``,
   ``trust/test_slots.py::test_nothing_readable_lies_in_the_folder``,
   ``cli/test_cli_failures.py::test_the_log_holds_places_and_no_values``,
   ``e2e/test_e2e_killed.py::test_nothing_of_a_person_lies_readable_anywhere``.
7. A paper claims more than is true.
   ``documents/test_papers_content.py::test_before_a_kpj_the_paper_says_that_it_is_no_card`` and
   ``::test_a_kpj_of_somebody_not_confirmed_is_never_printed``,
   ``store/test_store_listing.py::test_a_printed_paper_is_due_again_once_it_would_say_more``.
8. An empty or older database opens where a full one was.
   ``faults/test_faults_opening.py`` (emptied, gone, truncated, replaced, of another office),
   ``store/test_store_engine.py::test_opening_never_creates_a_file``,
   ``e2e/test_e2e_damage.py``, ``ui/test_beginning.py`` (damage is told, never an empty start).
"""

import sys
from pathlib import Path

import pytest

# The invented offices of the store's own tests.
sys.path.insert(0, str(Path(__file__).parents[1] / "store"))

from making import give_slots, make

from desktop_app.trust.recovery import new_code


@pytest.fixture
def store(tmp_path):
    made = make(tmp_path / "data")
    yield made
    made.close()


@pytest.fixture
def code():
    return new_code()


@pytest.fixture
def slots(store, code):
    return give_slots(store.folder, code)
