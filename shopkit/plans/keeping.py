"""Templates of what is kept: the stock, and the team."""

from shopkit.plans.steps import Plan, step
from shopkit.roles import Role
from shopkit.text import message

MANAGER, OPERATIONS = Role.MANAGER, Role.OPERATIONS
SERVICE, WAREHOUSE = Role.SERVICE, Role.WAREHOUSE

STOCKTAKE = Plan(
    message("Stocktake"),
    (
        step(
            message("Fix the day, the places and who counts"), MANAGER, -5, 30,
            message("Two people, of whom one does not keep that shelf"),
            message("Hour after which nothing moves"),
        ),
        step(
            message("Book every delivery, return and damage"), WAREHOUSE, -2, 90,
            message("Nothing left in receiving"),
            message("Returns checked and put away"),
            message("Damaged pieces apart and booked"),
        ),
        step(
            message("Tidy the shelves"), WAREHOUSE, -2, 120,
            message("One product a bin, labels to the front"),
            message("Open cartons marked"),
        ),
        step(
            message("Tell buyers when parcels leave"), SERVICE, -1, 20,
            message("Note in the shop and in the automatic reply"),
        ),
        step(
            message("Make the count lists"), WAREHOUSE, -1, 30,
            message("Lists without the booked quantity"),
            message("Phones and scanners charged"),
        ),
        step(
            message("Count the first time"), WAREHOUSE, 0, 240,
            message("Every bin, empty ones too"),
            message("Nothing shipped or received meanwhile"),
            priority=1,
        ),
        step(
            message("Count differences a second time"), OPERATIONS, 0, 90,
            message("By somebody else, without seeing the first count"),
            priority=1,
        ),
        step(
            message("Approve the differences"), MANAGER, 0, 40,
            message("A reason for each large one"),
            message("Value of all differences"),
        ),
        step(
            message("Correct the stock online"), OPERATIONS, 1, 40,
            message("Nothing offered that is not there"),
            message("Oversold orders told to the buyers"),
            priority=1,
        ),
        step(
            message("Agree on what prevents the largest differences"), MANAGER, 3, 40,
            message("The five largest and their causes"),
            message("One change with an owner and a day"),
        ),
    ),
    message("Day of the count"),
)  # fmt: skip

ONBOARDING = Plan(
    message("New colleague"),
    (
        step(
            message("Prepare contract, desk and tools"), MANAGER, -3, 60,
            message("Contract, insurance, hours"),
            message("Computer, phone, chair, key"),
        ),
        step(
            message("Open accounts with the rights the role needs"), MANAGER, -2, 30,
            message("Sub-account of 千牛, no shared passwords"),
            message("Group chat and this workbook"),
        ),
        step(
            message("Welcome: team, duties, rules"), MANAGER, 0, 60,
            message("Who does what, whom to ask"),
            message("Buyers' names and numbers never leave the shop"),
            message("Hours, leave, pay"),
            priority=1,
        ),
        step(
            message("Walk through the warehouse, safety first"), WAREHOUSE, 0, 40,
            message("Exits and extinguishers"),
            message("Lifting and knives"),
        ),
        step(
            message("Hold the twenty best sellers in hand"), SERVICE, 1, 120,
            message("What buyers ask about each"),
            message("What is returned most, and why"),
        ),
        step(
            message("Pack and ship ten parcels"), WAREHOUSE, 2, 120,
            message("Right product, right packing, right label"),
        ),
        step(
            message("Sit beside customer service for half a day"), SERVICE, 3, 240,
            message("Rules of refunds and returns"),
            message("Words never used with a buyer"),
        ),
        step(
            message("Learn how the shop earns its money"), OPERATIONS, 4, 60,
            message("Visitors × conversion × basket"),
            message("Where the day's numbers are"),
        ),
        step(
            message("Talk after the first week"), MANAGER, 5, 30,
            message("What goes well, what is unclear"),
            message("Three things to learn next"),
        ),
        step(
            message("Do the role's daily round alone"), MANAGER, 10, 60,
            message("Each duty done once without help"),
        ),
        step(
            message("Talk after the first month"), MANAGER, 22, 40,
            message("Work against what was agreed"),
            message("Goals until the trial ends"),
        ),
        step(
            message("Decide at the end of the trial"), MANAGER, 55, 40,
            message("Decision told before the last day"),
        ),
    ),
    message("First day of work"),
)  # fmt: skip
