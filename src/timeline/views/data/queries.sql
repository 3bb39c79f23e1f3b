-- visits: Which visits were there: when, who, where?
CREATE VIEW visits AS
SELECT e.time, e.title, group_concat(DISTINCT a.name) AS visitors,
       (SELECT group_concat(name, ', ') FROM (SELECT s.name FROM event_states es JOIN actors s ON s.id = es.state
        WHERE es.event = e.id ORDER BY s.name)) AS states, e.id
FROM events e LEFT JOIN participants p ON p.event = e.id AND p.role = 'by' LEFT JOIN actors a ON a.id = p.who
WHERE e.what = 'visit' AND e.counted GROUP BY e.id ORDER BY e.begun_by, e.position;

-- who_met_whom: Who met or called whom, how often, when first and last?
CREATE VIEW who_met_whom AS
SELECT min(a.name, b.name) AS one, max(a.name, b.name) AS other, count(*) AS meetings,
       min(e.first_day) AS first, max(e.begun_by) AS last
FROM encounters x JOIN events e ON e.id = x.meeting JOIN actors a ON a.id = x.source JOIN actors b ON b.id = x.target
GROUP BY min(a.name, b.name), max(a.name, b.name) ORDER BY meetings DESC, one, other;

-- meetings_with_offices: Who took part in each meeting, holding which office?
CREATE VIEW meetings_with_offices AS
SELECT e.time, e.title, a.name, p.party, (SELECT group_concat(o.name, ', ') FROM actors o
       WHERE instr('; ' || p.offices || '; ', '; ' || o.id || '; ')) AS offices, p.on_behalf_of
FROM events e JOIN participants p ON p.event = e.id JOIN actors a ON a.id = p.who
WHERE e.counted AND e.what <> 'visit' AND EXISTS (SELECT 1 FROM encounters n WHERE n.meeting = e.id)
ORDER BY e.begun_by, e.position, p.role, a.name;

-- open_commitments: Which commitments are open, and by how many days are they overdue on the day of the basis?
CREATE VIEW open_commitments AS
SELECT c.title, c."by", c."to", c.stage, c.due,
       CASE WHEN c.overdue THEN CAST(julianday((SELECT "on" FROM basis)) - julianday(c.due_last) AS INTEGER) END AS days_overdue
FROM commitments c WHERE c.open ORDER BY days_overdue DESC, c.id;

-- amounts_by_stage: How much was promised, and how much at each later stage, as each source gives it?
CREATE VIEW amounts_by_stage AS
SELECT c.title, s.number, s.stage, s.time, a.currency, a.amount, a.minor_units, a.approximate, a.at_most, a.sides
FROM commitments c JOIN stages s ON s.commitment = c.id LEFT JOIN amounts a ON a.event = s.event
ORDER BY c.id, s.number, a.currency, a.minor_units;

-- said_by_one_side: Which points of a visit does one side alone report?
CREATE VIEW said_by_one_side AS
SELECT r.visit, r.side, e.title, o.side AS other_side, o.says AS other_says
FROM readouts r JOIN readouts o ON o.visit = r.visit AND o.event = r.event AND o.side <> r.side
JOIN events e ON e.id = r.event WHERE r.says = 'says' AND o.says NOT IN ('says', 'differs')
ORDER BY r.visit, r.side, e.position;

-- disagreements: Where do sources disagree, and who says what?
CREATE VIEW disagreements AS
SELECT e.title, c.field, c.kind, c.value, c.sides, c.sources, c.because
FROM conflicts c JOIN events e ON e.id = c.event WHERE c.odd ORDER BY e.position, c.conflict, c.value;

-- resting_on_one_source: Which events rest on a single source?
CREATE VIEW resting_on_one_source AS
SELECT max(v.source) AS source, e.title, e.id FROM events e JOIN evidence v ON v.event = e.id
WHERE NOT e.withdrawn GROUP BY e.id HAVING count(DISTINCT v.source) = 1 ORDER BY source, e.position;

-- both_clocks: What had happened by each month, and when was it recorded?
CREATE VIEW both_clocks AS
SELECT substr(e.begun_by, 1, 7) AS happened, substr(e.recorded_at, 1, 10) AS recorded, count(*) AS events
FROM events e WHERE e.counted GROUP BY happened, recorded ORDER BY happened, recorded;

-- sources_by_use: How much of each source was read, and how many events cite it?
CREATE VIEW sources_by_use AS
SELECT s.id, s.side, s.read, count(DISTINCT v.event) AS events
FROM sources s LEFT JOIN evidence v ON v.source = s.id WHERE NOT s.withdrawn GROUP BY s.id ORDER BY events DESC, s.id;
