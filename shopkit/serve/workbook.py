"""placeholder"""


def workbook(settings, *, port, browser, lan):
    raise NotImplementedError
