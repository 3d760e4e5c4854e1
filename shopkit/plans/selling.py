"""Templates of what is sold: a new product, and a sale."""

from shopkit.plans.steps import Plan, step
from shopkit.roles import Role
from shopkit.text import message

MANAGER, OPERATIONS, DESIGNER = Role.MANAGER, Role.OPERATIONS, Role.DESIGNER
SERVICE, WAREHOUSE = Role.SERVICE, Role.WAREHOUSE

NEW_PRODUCT = Plan(
    message("New product"),
    (
        step(
            message("Set the price and the target"), MANAGER, -15, 60,
            message("Cost, freight and fees of one piece"),
            message("Prices of three competitors"),
            message("The lowest price a sale may have"),
            message("Pieces to sell in the first 30 days"),
        ),
        step(
            message("Check, weigh and measure the sample"), WAREHOUSE, -14, 40,
            message("Weight and size with its packing"),
            message("Faults of the sample told to the supplier"),
            message("SKU codes and barcodes given out"),
        ),
        step(
            message("Find the search words and write the title"), OPERATIONS, -14, 90,
            message("Search words of 生意参谋 with visitors and competition"),
            message("30 characters used, the strongest words first"),
            message("No superlatives the advertising law forbids"),
        ),
        step(
            message("Take the pictures and the video"), DESIGNER, -12, 240,
            message("Five main pictures, one on white"),
            message("One picture for each colour"),
            message("Video of at most 60 seconds"),
        ),
        step(
            message("Build the product page"), DESIGNER, -8, 240,
            message("The three reasons to buy in the first two screens"),
            message("Table of sizes and materials"),
            message("What the parcel holds, care, returns"),
        ),
        step(
            message("Enter the product and keep it offline"), OPERATIONS, -6, 60,
            message("Category and every attribute filled in"),
            message("SKU codes as in the warehouse"),
            message("Freight template and days to ship"),
        ),
        step(
            message("Write the replies buyers will need"), SERVICE, -5, 60,
            message("Size, material, care"),
            message("When it ships, how it is returned"),
            message("What it is better at than the product before"),
        ),
        step(
            message("Receive the stock and give it a shelf"), WAREHOUSE, -4, 90,
            message("Count and check the delivery"),
            message("Labels on, place booked"),
            message("Packing that fits"),
        ),
        step(
            message("Look at everything as a buyer, on a phone"), MANAGER, -2, 30,
            message("Price in the basket with every coupon"),
            message("Pictures, colours and sizes agree"),
            message("No claim that cannot be proven"),
            priority=1,
        ),
        step(
            message("Put it online and buy one"), OPERATIONS, 0, 30,
            message("Order it, see it in the warehouse, refund it"),
            message("Stock online as on the shelf"),
            priority=1,
        ),
        step(
            message("Tell followers and the buyers' group"), DESIGNER, 0, 40,
            message("Picture and text for each place"),
            message("Link tried on a phone"),
        ),
        step(
            message("Begin to advertise with a small budget"), OPERATIONS, 1, 60,
            message("Limit a day set"),
            message("Words and people to reach written down"),
        ),
        step(
            message("Compare the first three days with the target"), OPERATIONS, 3, 40,
            message("Clicks a hundred views of the main picture"),
            message("Baskets and orders a hundred visitors"),
            message("Another main picture if it is below the shop's usual"),
        ),
        step(
            message("Answer the first reviews and questions"), SERVICE, 7, 40,
            message("Every question answered"),
            message("Complaints listed for the page and the supplier"),
        ),
        step(
            message("Decide: more of it, change it, or stop"), MANAGER, 14, 30,
            message("Pieces, margin and returns against the target"),
            message("Decision written down with a day to look again"),
        ),
    ),
    message("Day it goes online"),
)  # fmt: skip

CAMPAIGN = Plan(
    message("Sale campaign"),
    (
        step(
            message("Set the target, the budget and who is on duty"), MANAGER, -20, 60,
            message("Paid amount and margin it must reach"),
            message("Advertising budget by day"),
            message("Duty of every evening of the sale"),
        ),
        step(
            message("Choose the products and enrol them"), OPERATIONS, -18, 120,
            message("Last day of enrolment"),
            message("Lowest price of the last 30 days"),
            message("Stock that can be there in time"),
            priority=1,
        ),
        step(
            message("Work out prices and coupons"), OPERATIONS, -16, 90,
            message("Every coupon that adds up, tried on each product"),
            message("No product below its lowest price"),
            message("Price after coupon written in one table"),
            priority=1,
        ),
        step(
            message("Order stock and packing for the sale"), WAREHOUSE, -15, 90,
            message("Expected pieces of each product"),
            message("Cartons, tape, labels"),
            message("Extra pick-ups agreed with the carrier"),
        ),
        step(
            message("Make pictures, banners and the sale page"), DESIGNER, -10, 300,
            message("Main pictures with the sale's logo as the rules ask"),
            message("First screen of the shop"),
            message("Old pictures kept to go back to"),
        ),
        step(
            message("Prepare replies, gifts and price protection"), SERVICE, -7, 90,
            message("How coupons add up, in two sentences"),
            message("When parcels leave"),
            message("How the difference in price is refunded"),
        ),
        step(
            message("Begin the warm-up advertising"), OPERATIONS, -6, 60,
            message("People who have it in the basket"),
            message("Budget a day as planned"),
        ),
        step(
            message("Make the packing place ready"), WAREHOUSE, -3, 120,
            message("Best sellers packed ahead"),
            message("Label printer and scanner tried"),
            message("Way for the carrier kept free"),
        ),
        step(
            message("Rehearse: order with every coupon"), MANAGER, -2, 40,
            message("Price paid as in the table"),
            message("Order arrives in the warehouse"),
            priority=1,
        ),
        step(
            message("Check every price and every stock"), OPERATIONS, -1, 60,
            message("Prices and stock online against the table"),
            message("Sale price set to begin and end on its own"),
            priority=1,
        ),
        step(
            message("Watch the first hours"), OPERATIONS, 0, 240,
            message("Orders an hour against the target"),
            message("Out of stock: taken out of the advertising"),
            message("Prices that are wrong: offline at once"),
            priority=1,
        ),
        step(
            message("Answer buyers until midnight"), SERVICE, 0, 360,
            message("Unpaid orders reminded once"),
            message("Changes of address told to the warehouse"),
        ),
        step(
            message("Ship in the order of the deadlines"), WAREHOUSE, 1, 480,
            message("Nothing later than promised"),
            message("What cannot ship told to the buyer the same day"),
            priority=1,
        ),
        step(
            message("Work through returns and price differences"), SERVICE, 5, 240,
            message("Oldest first"),
            message("Reasons counted by product"),
        ),
        step(
            message("Look back: what it promised, what it brought"), MANAGER, 7, 60,
            message("Paid amount, margin and advertising against the plan"),
            message("Three things to keep, three to change"),
            message("Prices and pictures back to normal"),
        ),
    ),
    message("First day of the sale"),
)  # fmt: skip
