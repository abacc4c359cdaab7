import { readFileSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { openGround } from '../evidence-ground.ts'
import { importDirectory } from '../service/service.import.ts'

const outcodes = {
  ...{ Barrow: 'LA14', Blackburn: 'BB1', Blackpool: 'FY1', Burnley: 'BB11', Carlisle: 'CA1', Kendal: 'LA9', Lancaster: 'LA1', Preston: 'PR1' },
  ...{ Skelmersdale: 'WN8', Workington: 'CA14', Chorley: 'PR7', Accrington: 'BB5' }
}
const towns = Object.keys(outcodes) as (keyof typeof outcodes)[]

type Kind = { kind: string; name: string; needs: string; description: string }
type Asked = { text: string; right: string; how: string }

function read<Row>(file: string): Row[] {
  return parse(readFileSync(new URL(file, import.meta.url)), { columns: true }) as Row[]
}

const kinds = read<Kind>('search-services.csv')
/** Written, with their answers, before the search was: what practitioners type. `right` is kinds of service, each in a town or in every one. */
const questions = read<Asked>('search-questions.csv')

function toService({ kind, name, needs, description }: Kind, town: keyof typeof outcodes): string {
  const address = { address_1: '1 Example Street', city: town, state_province: '', postal_code: `${outcodes[town]} 9ZZ`, country: 'GB' }
  return JSON.stringify({
    ...{ id: `${kind}:${town}`, name: `${name} ${town}`, description, status: 'active' },
    organization: { id: town, name: `Example Trust of ${town}` },
    attributes: needs.split(' ').map((code) => ({ taxonomy_term: { code, name: code } })),
    service_at_locations: [{ location: { id: town, addresses: [address] } }]
  })
}

type Result = Asked & { wanted: string[]; given: string[] }

async function askAll(): Promise<Result[]> {
  const ground = await openGround()
  try {
    const path = join(ground.folder, 'search.ndjson')
    await writeFile(path, kinds.flatMap((kind) => towns.map((town) => toService(kind, town))).join('\n'))
    const { added } = await importDirectory({ path, url: ground.url })
    if (added !== kinds.length * towns.length) throw new Error(`Only ${added} services were added.`)
    const results: Result[] = []
    for (const asked of questions) {
      const { services } = (await ground.ask('query ($text: String!) { services(where: { text: $text }, first: 10) { edges { node { sourceId } } } }', {
        text: asked.text
      })) as { services: { edges: { node: { sourceId: string } }[] } }
      const wanted = asked.right.split(' ').flatMap((one) => (one.includes(':') ? [one] : towns.map((town) => `${one}:${town}`)))
      results.push({ ...asked, wanted, given: services.edges.map(({ node }) => node.sourceId) })
    }
    return results
  } finally {
    await ground.close()
  }
}

let asked: Promise<Result[]> | undefined
const mean = (numbers: readonly number[]) => numbers.reduce((sum, number) => sum + number, 0) / numbers.length
const recall = ({ wanted, given }: Result) => given.filter((id) => wanted.includes(id)).length / Math.min(wanted.length, 10)
const isFirst = ({ wanted, given }: Result) => wanted.includes(given[0] ?? '')

export const figures = [
  {
    name: 'search by words, right answers among the first ten',
    target: 'recall@10 ≥ 0.95',
    async measure() {
      const results = await (asked ??= askAll())
      const value = mean(results.map(recall))
      const short = results.filter((result) => recall(result) < 1).map(({ text, given }) => `"${text}": ${given.slice(0, 3).join(', ')}`)
      return {
        value: value.toFixed(3),
        met: value >= 0.95,
        detail: `${questions.length} questions, ${kinds.length * towns.length} services; short of whole: ${short.join('; ') || 'none'}`
      }
    }
  },
  {
    name: 'search by words, first answer right',
    target: '≥ 0.85',
    async measure() {
      const results = await (asked ??= askAll())
      const value = mean(results.map((result) => Number(isFirst(result))))
      const ways = [...Map.groupBy(results, ({ how }) => how)].map(([how, group]) => `${how} ${group.filter(isFirst).length}/${group.length}`)
      return { value: value.toFixed(3), met: value >= 0.85, detail: ways.join(', ') }
    }
  }
]
