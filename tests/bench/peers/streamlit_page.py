"""The KPI page as a Streamlit user writes it: cached connection, cached answers, two columns."""

import streamlit as st
from shop import charts, connect, page, shown

st.set_page_config(page_title="Shop dashboard", layout="wide")


@st.cache_resource
def connection():
    return connect()


@st.cache_data(ttl=60)
def found() -> dict:
    return page(connection())


data = found()
now, before, year_ago = data["tiles"]
st.title("Shop dashboard")
places = [column for _ in range(2) for column in st.columns(4)]
for place, (name, value) in zip(places, now.items(), strict=True):
    change = value - before[name] if value < 1 else value / before[name] - 1
    place.metric(
        name, shown(name, value), f"{change:+.1%}", help=f"a year ago {shown(name, year_ago[name])}"
    )
for number, (title, chart) in enumerate(charts(data)):
    if number % 2 == 0:
        columns = st.columns(2)
    with columns[number % 2]:
        st.subheader(title)
        st.altair_chart(chart)
