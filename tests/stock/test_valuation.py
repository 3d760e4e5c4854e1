"""FIFO and moving average against the published case, and what must hold for any flow."""

from hypothesis import given
from hypothesis import strategies as st

from shopkit.stock.valuation import Flow, Value, fifo, moving_average

# Odoo issue 10713, scaled: in 100 at 40, in 100 at 50, out 110.
ODOO = [Flow(100, 40), Flow(100, 50), Flow(-110)]

flows = st.lists(
    st.one_of(
        st.builds(Flow, st.integers(1, 30), st.integers(1, 900)),
        st.builds(Flow, st.integers(-30, 30).filter(bool)),
    )
)


def test_first_in_first_out_meets_the_published_case():
    assert fifo(ODOO) == Value(qty=90, value_fen=4500, cost_of_sales_fen=4500)


def test_moving_average_meets_the_published_case():
    assert moving_average(ODOO) == Value(qty=90, value_fen=4050, cost_of_sales_fen=4950)


def test_a_return_comes_back_at_the_cost_the_stock_has():
    assert moving_average([Flow(2, 50), Flow(-1), Flow(1)]) == Value(2, 100, 50)


def test_what_was_sold_before_it_came_is_corrected_by_the_delivery():
    early = [Flow(-5), Flow(10, 30)]
    assert fifo(early, cost_fen=20) == Value(5, 150, 150)


@given(flows)
def test_units_left_are_what_came_less_what_went(given_flows):
    left = sum(flow.qty for flow in given_flows)
    assert fifo(given_flows).qty == moving_average(given_flows).qty == left


@given(st.lists(st.builds(Flow, st.integers(1, 30), st.integers(1, 900)), min_size=1))
def test_nothing_sold_is_worth_what_was_paid(bought):
    paid = sum(flow.qty * flow.unit_cost_fen for flow in bought)
    assert fifo(bought).value_fen == moving_average(bought).value_fen == paid


@given(flows)
def test_what_was_paid_is_either_left_or_sold(given_flows):
    held, paid = 0, 0
    for flow in given_flows:
        held += flow.qty
        if held < 0 or (flow.qty > 0 and flow.unit_cost_fen is None):
            return  # owed units and returns carry a cost of their own
        paid += flow.qty * (flow.unit_cost_fen or 0) if flow.qty > 0 else 0
    for value in (fifo(given_flows), moving_average(given_flows)):
        assert value.value_fen + value.cost_of_sales_fen == paid
