// What ical.js reads of the calendar on standard input, as JSON: name, day, alarms in minutes.
const ICAL = require(process.argv[2]);
const root = new ICAL.Component(ICAL.parse(require("fs").readFileSync(0, "utf8")));
const events = root.getAllSubcomponents("vevent").map((component) => {
  const event = new ICAL.Event(component);
  const alarms = component.getAllSubcomponents("valarm")
    .map((alarm) => alarm.getFirstPropertyValue("trigger").toSeconds() / 60);
  return [event.summary, event.startDate.toString().slice(0, 10), alarms];
});
process.stdout.write(JSON.stringify(events));
