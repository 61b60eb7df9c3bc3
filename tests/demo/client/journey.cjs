// What SuperOffice's own client does with a tenant: node journey.cjs ADDRESS USER PASSWORD
// Prints what it read as one JSON object.
"use strict";
const { WebApi } = require("@superoffice/webapi");

async function journey(address, user, password) {
    const api = new WebApi(address, "en");
    api.authenticateWithPassword(user, password);
    const agent = api.getTicketAgent();
    const lists = api.getListAgent();

    const draft = await agent.createDefaultTicketEntityAsync();
    draft.title = "No heat";
    draft.ownedBy.associateId = 4;
    const saved = await agent.saveTicketEntityAsync(draft);
    const read = await agent.getTicketEntityAsync(saved.ticketId);
    read.title = "Heat again";
    const again = await agent.saveTicketEntityAsync(read);
    const older = await agent.getTicketAsync(saved.ticketId);
    await agent.deleteTicketEntityAsync(saved.ticketId);

    const outage = await agent.createDefaultForTicketTypeAsync(2);
    const preferences = await api
        .getPreferenceAgent()
        .getPreferencesAsync([{ section: "serviceSettings", key: "defaultTicketStatusOpen" }]);
    const right = await api.getSentryAgent().getNewTableRightAsync("ticket");
    const statuses = await api.getMDOAgent().getListAsync("ticketticketstatus", true, "ticketType=2&onlyNormal=true", false);
    const users = await api
        .getArchiveAgent()
        .getArchiveListByColumns2Async("Person", "personId,fullName", "", "personId = 42", "", 0, 10);
    return {
        right: draft.tableRight.mask,
        saved: { title: saved.title, owner: saved.ownedBy.fullName, fields: saved.customFields["x_visits"] },
        read: { same: read.ticketId === saved.ticketId, owner: read.ownedBy.fullName, category: read.category.fullname },
        again: { same: again.ticketId === saved.ticketId, title: again.title, priority: again.priority.name },
        unchanged: Object.keys(read).filter((name) => JSON.stringify(read[name]) === JSON.stringify(again[name])).length,
        changed: Object.keys(read).filter((name) => JSON.stringify(read[name]) !== JSON.stringify(again[name])),
        older: { owner: older.ownedByName, type: older.ticketTypeName },
        deleted: await agent.getTicketEntityAsync(saved.ticketId),
        outage: { type: outage.ticketType.name, priority: outage.priority.name, level: outage.slevel },
        types: (await lists.getTicketTypesAsync()).map((type) => type.name),
        type: (await lists.getTicketTypeEntityAsync(2)).ticketPriorities,
        categories: (await lists.getTicketCategoriesAsync()).map((category) => category.fullname),
        statuses: (await lists.getTicketStatusesAsync()).map((status) => status.status),
        offered: statuses.map((item) => item.name),
        preference: { level: preferences[0].level, value: preferences[0].rawValue },
        insert: right.mask,
        mailboxes: (await api.getCustomerServiceAgent().getMailboxesAsync()).map((box) => box.address),
        zone: await api.getTimeZoneAgent().getBaseTimeZoneIdAsync(),
        person: users.map((row) => row.columnData.fullName.displayValue),
        message: (await agent.createDefaultTicketMessageEntityAsync()).author,
    };
}

journey(...process.argv.slice(2)).then(
    (found) => console.log(JSON.stringify(found)),
    (error) => {
        console.error(error.message, error.response?.config?.url ?? "", error.response?.data ?? "");
        process.exitCode = 1;
    },
);
