/** The menu of the workspace: its people, its channels, trouble, the tour, and beginning anew. */

import { showChannels } from "./channels.js";
import { byId, icon } from "./dom.js";
import { menuFor } from "./menu.js";
import { beginAnew } from "./reset.js";
import { showPeople } from "./team.js";
import { closeSide } from "./side.js";
import { showTour } from "./tour.js";
import { showTrouble } from "./trouble.js";
import { word } from "./words.js";

const ENTRIES = [
  ["people", "people", showPeople],
  ["channels", "hash", showChannels],
  ["trouble", "bolt", showTrouble],
  ["tour", "compass", showTour],
  ["reset", "again", beginAnew],
];

menuFor(byId("workspace-menu"), () =>
  ENTRIES.map(([name, drawing, show]) => ({
    label: word(`menu-${name}`),
    before: icon(drawing),
    pick: () => {
      closeSide();
      show();
    },
  })),
);
