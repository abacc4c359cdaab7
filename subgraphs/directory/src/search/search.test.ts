import { fileURLToPath } from 'node:url'
import { room } from '@throughcare/directory'
import { persona, practitioner } from '@throughcare/test/support/personas'
import { openTestRoom, type TestRoom } from '@throughcare/test/support/room'
import { loadReferenceData } from '../reference/load-reference-data.ts'
import { importDirectory } from '../service/service.import.ts'

const demo = fileURLToPath(new URL('../../db/reference/demo-services.json', import.meta.url))
const editor = persona('directory-editor')
const everyone = persona('analyst', { role: 'public', subject: 'public' })
const byWords =
  'query ($text: String, $first: Int = 10, $after: String) { services(where: { text: $text }, first: $first, after: $after) { edges { node { id version name } } pageInfo { hasNextPage endCursor } } }'
const servicesFor =
  'query ($need: ID, $near: String, $text: String) { servicesFor(need: $need, near: $near, text: $text, facts: { age: 30 }) { edges { node { service { name } } } } }'
const recordService = 'mutation ($input: RecordServiceInput!) { recordService(input: $input) { id version } }'
type Found = { id: string; version: number; name: string }

let directory: TestRoom
beforeAll(async () => {
  directory = await openTestRoom(room, { now: () => new Date('2026-11-26T12:00:00Z') })
  await loadReferenceData(directory.url)
  await importDirectory({ path: demo, url: directory.url, feed: 'demo' })
})
afterAll(() => directory.close())

async function find(text: string): Promise<Found[]> {
  const { data, errors } = await directory.ask(everyone, byWords, { text })
  expect(errors).toEqual([])
  return data?.services.edges.map(({ node }: { node: Found }) => node)
}
const names = async (text: string) => (await find(text)).map(({ name }) => name.replace(/^Example | \(demo\)$/g, ''))

describe('search by words', () => {
  test.each([
    ['example recovery hub burnley (demo)', 'Recovery Hub Burnley'],
    ['recovry hub burnly', 'Recovery Hub Burnley'],
    ['dentle', 'Dental Access Clinic'],
    ['sofa surfing lancaster', 'Night Shelter Lancaster'],
    ['spice preston', 'Recovery Hub Preston'],
    ['on a script in carlisle', 'Horizon Drug & Alcohol Service Carlisle'],
    ['tooth ache', 'Dental Access Clinic']
  ])('%p finds first %s', async (text, first) => expect((await names(text))[0]).toBe(first))

  test.each(['', '  ', '!!!', 'xqzwvj', 'a & the'])('%p means nothing in particular, and fails on nothing', async (text) => {
    expect(Array.isArray(await names(text))).toBe(true)
  })

  test('a word that nothing is like finds nothing', async () => expect(await names('xqzwvjkk')).toEqual([]))

  test('comes page by page, each once', async () => {
    const ids: string[] = []
    let after: string | null = null
    do {
      const { data } = await directory.ask(everyone, byWords, { text: 'housing', first: 3, after })
      ids.push(...data?.services.edges.map(({ node }: { node: Found }) => node.id))
      after = data?.services.pageInfo.hasNextPage ? data?.services.pageInfo.endCursor : null
    } while (after)

    expect(ids.length).toBeGreaterThan(3)
    expect(new Set(ids).size).toBe(ids.length)
  })

  test('a changed entry is found by its new words and no longer by its old ones, and is misspelt as it is now called', async () => {
    const [entry] = await find('dental access clinic')
    const input = {
      serviceId: entry?.id,
      expectedVersion: entry?.version,
      name: 'Molar Workshop',
      status: 'ACTIVE',
      needCodes: ['physical-health'],
      idempotencyKey: 'molar'
    }
    expect((await directory.ask(editor, recordService, { input })).errors).toEqual([])

    expect((await names('molar workshop'))[0]).toBe('Molar Workshop')
    expect((await names('moler wrokshop'))[0]).toBe('Molar Workshop')
    expect(await names('clinic')).not.toContain('Molar Workshop')
  })

  test('nobody finds a refuge by its town, staff neither', async () => {
    const [{ town }] = (await directory.rows<{ town: string }>('select town from directory.location where is_hidden')) as [{ town: string }]
    const { data } = await directory.ask(practitioner, byWords, { text: town })

    expect(data?.services.edges.map(({ node }: { node: Found }) => node.name)).not.toContain("Example Women's Refuge (demo)")
    expect(
      await directory.rows(
        "select from directory.service_reach join directory.indexed_service using (number) join directory.service on id = service_id where name like '%Refuge%' and reach like '@%'"
      )
    ).toEqual([])
  })
})

describe('what is asked for is found by index, under row-level security', () => {
  const questions: [string, string, Record<string, unknown>][] = [
    ['servicesFor near a postcode', servicesFor, { need: 'housing', near: 'PR1' }],
    ['servicesFor by need alone', servicesFor, { need: 'housing' }],
    ['servicesFor by words', servicesFor, { text: 'houssing', near: 'PR1' }],
    ['services by words', byWords, { text: 'houssing' }]
  ]
  test.each(questions)('%s', async (_, question, variables) => {
    directory.statements()
    await directory.ask(everyone, question, variables)
    const asked = directory.statements().filter((statement) => /\b(service|location)\w*"|service_reach|service_word|spelling/.test(statement))

    expect(asked.length).toBeGreaterThan(1)
    for (const statement of asked) expect({ statement, unconditional: await scansWithoutCondition(statement) }).toEqual({ statement, unconditional: [] })
  })
})

type Plan = { 'Node Type': string; 'Relation Name'?: string; 'Index Cond'?: string; Plans?: Plan[] }

/** What the condition must begin with, where an index has several columns: without its first it is read whole. */
const leading: Record<string, RegExp> = { service_reach: /need_code = |number = /, service_word: /word = |number = |word >= /, spelling_trigram: /trigram = / }

/** The scans of big tables that no condition of an index narrows, if PostgreSQL would rather look up than read all. */
async function scansWithoutCondition(statement: string): Promise<string[]> {
  const results = (await directory.rows(`begin; set local role directory_app; set local enable_seqscan = off; set local enable_bitmapscan = off;
    select set_config('app.subject', 'public', true), set_config('app.role', 'public', true);
    explain (generic_plan, format json) ${statement}; rollback`)) as unknown as { 'QUERY PLAN': [{ Plan: Plan }] }[][]
  const plan = results.flat().find((row) => row['QUERY PLAN'])?.['QUERY PLAN'][0].Plan
  if (!plan) throw new Error('There is no plan.')
  const bare: string[] = []
  const walk = (node: Plan) => {
    const condition = leading[node['Relation Name'] ?? ''] ?? /./
    if (node['Relation Name'] && !condition.test(node['Index Cond'] ?? '')) bare.push(`${node['Node Type']} on ${node['Relation Name']}`)
    node.Plans?.forEach(walk)
  }
  walk(plan)
  return bare
}
