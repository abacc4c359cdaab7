import Ajv2020 from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { openGround, type Ground } from '../evidence-ground.ts'
import { importDirectory } from '../service/service.import.ts'

const data = fileURLToPath(new URL('../../../../../shared/data/directory/', import.meta.url))
const demo = fileURLToPath(new URL('../../db/reference/demo-services.json', import.meta.url))
const standards = { 'Open Referral UK 3.0': 'schemas/oruk-3.0/schemata', 'HSDS 3.1': 'schemas/hsds-3.1-dev/schema' }
const lists = ['services', 'service_at_locations', 'organizations', 'taxonomies', 'taxonomy_terms']
const kindOf: Record<string, string> = {
  ...{ services: 'service', service_at_locations: 'service_at_location', organizations: 'organization' },
  ...{ taxonomies: 'taxonomy', taxonomy_terms: 'taxonomy_term' }
}
const question = 'query ($path: String!, $parameters: String!) { openReferral(path: $path, parameters: $parameters) }'

type Page = { total_items: number; total_pages: number; contents: { id: string }[] }
type Outcome = Awaited<ReturnType<typeof importDirectory>>

async function get(ground: Ground, path: string, parameters: Record<string, string> = {}): Promise<unknown> {
  const { openReferral } = await ground.ask(question, { path, parameters: JSON.stringify(parameters) })
  const [status, body = ''] = String(openReferral).split(/\n(.*)/s)
  if (status !== '200') throw new Error(`${path} answered ${status}.`)
  return JSON.parse(body)
}

/** Every item of a list in full, as a reader who pages through it gets them. */
async function crawl(ground: Ground, list: string): Promise<object[]> {
  const items: object[] = []
  for (let page = 1, pages = 1; page <= pages; page += 1) {
    const { contents, total_pages } = (await get(ground, list, { full: 'true', per_page: '100', page: String(page) })) as Page
    items.push(...contents)
    pages = total_pages
  }
  return items
}

function openSchemas(folder: string) {
  const ajv = new Ajv2020.default({ strict: false })
  addFormats.default(ajv)
  for (const file of readdirSync(join(data, folder)).filter((name) => name !== 'openapi.json'))
    ajv.addSchema(JSON.parse(readFileSync(join(data, folder, file), 'utf8')) as object, file)
  return (kind: string, item: object) => ajv.getSchema(`${kind}.json`)?.(item) === true
}

async function onGround<T>(work: (ground: Ground) => Promise<T>): Promise<T> {
  const ground = await openGround()
  try {
    return await work(ground)
  } finally {
    await ground.close()
  }
}

// A report of an import may lie beside them.
const feeds = existsSync(data)
  ? readdirSync(join(data, 'feeds'), { withFileTypes: true })
      .flatMap((entry) => (entry.isDirectory() ? [entry.name] : []))
      .sort()
  : []
const skipped = { value: 'not measured', met: true, detail: `the data beside the project are not here` }

async function takeAll(ground: Ground): Promise<{ feed: string; outcome: Outcome }[]> {
  const outcomes = [{ feed: 'demo', outcome: await importDirectory({ path: demo, url: ground.url, feed: 'demo' }) }]
  for (const feed of feeds) outcomes.push({ feed, outcome: await importDirectory({ path: join(data, 'feeds', feed), url: ground.url, feed }) })
  return outcomes
}

const isAccounted = ({ read, added, changed, unchanged, rejected }: Outcome) => read === added + changed + unchanged + rejected.length

/** How many rows of each are to be refused. Warn differs from Default by its one term; the full service of Fail is taken without its addresses. */
const mocks = {
  ...{ 'V3.0-UK-Default/service_list.json': 0, 'V3.0-UK-Default/service_full.json': 0, 'V3.0-UK-Test/service_list_data.json': 0 },
  ...{ 'V3.0-UK-Warn/taxonomy_term.json': 1, 'V3.0-UK-Fail/service_list.json': 4 }
}

export const figures = [
  {
    name: "directory feeds, the validator's own mocks",
    target: 'Fail and Warn refused row by row with the reason, Default and Test taken whole',
    measure: async () =>
      feeds.length === 0
        ? skipped
        : onGround(async (ground) => {
            const told: string[] = []
            let isMet = true
            for (const [file, refused] of Object.entries(mocks)) {
              const outcome = await importDirectory({ path: join(data, 'validator-mocks', file), url: ground.url, feed: 'mocks' })
              isMet &&= outcome.rejected.length === refused && outcome.rejected.every(({ reason }) => reason !== '') && isAccounted(outcome)
              told.push(`${file} ${outcome.read} read, ${outcome.rejected.length} refused`)
            }
            return { value: told.join('; '), met: isMet, detail: 'one after the other, as what one feed says' }
          })
  },
  {
    name: 'directory feeds taken in, every row accounted for',
    target: 'read = taken + rejected with a reason, in each',
    measure: async () =>
      feeds.length === 0
        ? skipped
        : onGround(async (ground) => {
            const outcomes = await takeAll(ground)
            const told = outcomes.map(({ feed, outcome }) => `${feed} ${outcome.read} read, ${outcome.added} added, ${outcome.rejected.length} rejected`)
            return {
              value: told.join('; '),
              met: outcomes.every(({ outcome }) => isAccounted(outcome)),
              detail: 'the demo directory and the feeds beside the project'
            }
          })
  },
  {
    name: 'open feed, documents valid by both standards',
    target: 'all of them',
    measure: async () =>
      feeds.length === 0
        ? skipped
        : onGround(async (ground) => {
            await takeAll(ground)
            const counts: string[] = []
            let faults = 0
            const checks = Object.values(standards).map(openSchemas)
            for (const list of lists) {
              const items = await crawl(ground, list)
              const invalid = items.filter((item) => checks.some((isValid) => !isValid(kindOf[list] ?? '', item))).length
              faults += invalid
              counts.push(`${list} ${items.length - invalid}/${items.length}`)
            }
            return {
              value: counts.join(', '),
              met: faults === 0,
              detail: `${Object.keys(standards).join(' and ')} by ajv; the demo and every feed beside the project`
            }
          })
  },
  {
    name: "open feed, the validator's crawl",
    target: 'root, first, middle and last page of each list, and each by its id',
    measure: async () =>
      onGround(async (ground) => {
        await takeAll(ground)
        const root = (await get(ground, '')) as { version: string }
        let pages = 0
        let ids = 0
        for (const list of lists) {
          const { total_pages, total_items } = (await get(ground, list, { per_page: '10' })) as Page
          if (total_items === 0) throw new Error(`${list} is empty.`)
          for (const page of new Set([1, Math.ceil(total_pages / 2), total_pages])) {
            const { contents } = (await get(ground, list, { per_page: '10', page: String(page) })) as Page
            pages += 1
            for (const { id } of contents) {
              if (((await get(ground, `${list}/${id}`)) as { id: string }).id !== id) throw new Error(`${list}/${id} is another.`)
              ids += 1
            }
          }
        }
        return { value: `${root.version}, ${pages} pages, ${ids} ids`, met: root.version === 'HSDS-UK-3.0', detail: 'through the room as the door asks it' }
      })
  },
  {
    name: 'open feed, given, taken in and given again',
    target: 'the same bytes',
    measure: async () =>
      onGround(async (first) => {
        await takeAll(first)
        const given = JSON.stringify(await crawl(first, 'services'))
        const path = join(first.folder, 'given.json')
        await writeFile(path, given)
        return onGround(async (second) => {
          const { rejected } = await importDirectory({ path, url: second.url })
          const again = JSON.stringify(await crawl(second, 'services'))
          const value = again === given ? 'the same bytes' : 'other bytes'
          return {
            value,
            met: again === given && rejected.length === 0,
            detail: `${given.length.toLocaleString('en-GB')} characters, ${rejected.length} rejected`
          }
        })
      })
  }
]
