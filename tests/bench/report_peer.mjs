// SPDX-License-Identifier: EUPL-1.2
// The published reports over the same cases in DuckDB: report_peer.mjs DATABASE TODAY NAME…; `load CSV` instead of names
// reads the cases. Prints {name: rows}, rows as imi-report prints them.
import { createRequire } from 'node:module'
const require = createRequire(process.env.DUCKDB_FROM + '/')
const { DuckDBInstance } = require('@duckdb/node-api')

const [file, today, ...names] = process.argv.slice(2)
const instance = await DuckDBInstance.create(file, { threads: '2' })
const connection = await instance.connect()

const percent = (part, whole) => `CASE WHEN ${whole} = 0 THEN NULL ELSE floor((2000 * (${part}) + ${whole}) / (2 * ${whole})) / 10 END`
const hours = (until) => `(${until} - sent + 3599) // 3600`
const grouped = (by, measures) => `SELECT ${by}, ${measures} FROM c GROUP BY ${by.replace(/ AS \w+/g, '')}`
const month = `strftime(make_timestamp(sent * 1000000), '%Y-%m')`
const total = '(SELECT count(*) FROM c)'

// The estimate of Kaplan and Meier: the first time at which at most half still wait.
const estimated = (until) => `
  (WITH times AS (
     SELECT recipient, CASE WHEN ${until} IS NOT NULL THEN ${hours(until)} WHEN ended IS NOT NULL THEN ${hours('ended')}
       ELSE greatest(0, 24 * (epoch(DATE '${today}')::BIGINT // 86400 - sent // 86400)) END AS h,
       (${until} IS NOT NULL)::INT AS reached FROM c),
   steps AS (SELECT recipient, h, sum(reached) AS d, count(*) AS n FROM times GROUP BY recipient, h),
   risk AS (SELECT recipient, h, d, sum(n) OVER (PARTITION BY recipient ORDER BY h DESC) AS there FROM steps),
   share AS (SELECT recipient, h, product(1 - d / there) OVER (PARTITION BY recipient ORDER BY h) AS waiting FROM risk WHERE d > 0)
   SELECT recipient, min(h) AS estimate FROM share WHERE waiting <= 0.5 + 1e-9 GROUP BY recipient)`

const times = (until, word) => `
  SELECT g.*, e.estimate FROM (SELECT recipient, count(*) AS sent_, count(${until}) AS reached,
    ${[1, 7, 14].map((n) => percent(`count(*) FILTER (${until} IS NOT NULL AND ${hours(until)} <= ${24 * n})`, 'count(*)') + ` AS in${n}`).join(', ')},
    ${[25, 50, 75].map((q) => `quantile_disc(${hours(until)}, ${q / 100}) AS q${q}`).join(', ')}
    FROM c GROUP BY recipient) g LEFT JOIN ${estimated(until)} e USING (recipient) ORDER BY recipient`

const queries = {
  requests: grouped(`${month} AS month`, `count(*), count(accepted), count(answered), count(closed), count(*) FILTER (ended IS NULL)`) + ' ORDER BY 1',
  'requests-sent': grouped('sender', `count(*), ${percent('count(*)', total)}`) + ' ORDER BY 1',
  'requests-received': grouped('recipient', `count(*), ${percent('count(*)', total)}`) + ' ORDER BY 1',
  flows: grouped('sender, recipient', 'count(*)') + ' ORDER BY 1, 2',
  'requests-by-subject': grouped('subject', `count(*), ${percent('count(*)', total)}`) + ' ORDER BY 1',
  'requests-by-set': grouped('qset', `count(*), ${percent('count(*)', total)}`) + ' ORDER BY 1',
  'requests-by-state': grouped('state', `count(*), ${percent('count(*)', total)}`) + ' ORDER BY 1',
  'open-requests': grouped('recipient', `count(*), count(*) FILTER (ended IS NULL),
    count(*) FILTER (ended IS NULL AND answered IS NULL AND agreed < DATE '${today}')`) + ' ORDER BY 1',
  'time-to-accept': times('accepted'),
  'time-to-answer': times('answered'),
  participation: `SELECT country, count(DISTINCT body) FROM (SELECT sender AS country, asking AS body FROM c UNION ALL
    SELECT recipient, asked FROM c) GROUP BY country ORDER BY 1`,
}

if (names[0] === 'load') {
  await connection.run(`CREATE TABLE c AS SELECT * FROM read_csv('${names[1]}')`)
} else {
  const result = {}
  for (const name of names.length ? names : Object.keys(queries)) {
    const reader = await connection.runAndReadAll(queries[name])
    result[name] = reader.getRowsJson().map((row) => row.map((value) => (typeof value === 'string' && /^-?[0-9.]+$/.test(value) ? Number(value) : value)))
  }
  console.log(JSON.stringify(result))
}
