import { openTestGraph, type TestGraph } from '../support/graph.ts'
import { writeDown } from '../support/identities.ts'
import { navigator, persona, practitioner } from '../support/personas.ts'

const decideLink = 'mutation ($input: DecideLinkInput!) { decideLink(input: $input) { version person { id } } }'
const unlinkRecord = 'mutation ($input: UnlinkRecordInput!) { unlinkRecord(input: $input) { version } }'
const identityRecord = 'query Looked($id: ID!) { identityRecord(id: $id) { id } }'
const overseen = 'query Oversight($id: ID!) { personOverseen(identityRecordId: $id) { accessLog(first: 50) { edges { node { subject operationName } } } } }'
const officer = persona('privacy-officer')

let graph: TestGraph
beforeAll(async () => void (graph = await openTestGraph('one process')))
afterAll(() => graph.close())

const someone = (subject: string) => persona('ld-practitioner', { subject })
const look = async (subject: string, id: string) => expect((await graph.ask(someone(subject), identityRecord, { id })).errors).toEqual([])

async function viewersOf(id: string): Promise<string[]> {
  const { data, errors } = await graph.ask(officer, overseen, { id })
  expect(errors).toEqual([])
  const edges = data?.personOverseen.accessLog.edges as { node: { subject: string; operationName: string | null } }[]
  return edges.filter(({ node }) => node.operationName === 'Looked').map(({ node }) => node.subject)
}

describe('a privacy officer asks who saw a person', () => {
  test('by any of their records, through a linking and a parting; and asking is in the log itself', async () => {
    const father = await writeDown(graph, practitioner, { name: { given: 'Example', family: 'Watchedson' } })
    const son = await writeDown(graph, practitioner, { name: { given: 'Example', family: 'Otherson' } })
    await look('before', son.id)
    const linking = { identityRecordId: father.id, otherIdentityRecordId: son.id, verdict: 'SAME', reason: 'Same address', expectedVersion: father.version }
    const linked = await graph.ask(practitioner, decideLink, { input: { ...linking, idempotencyKey: 'linked' } })
    await look('meanwhile', son.id)

    expect(await viewersOf(father.id)).toEqual(['meanwhile', 'before'])
    const parting = { identityRecordId: father.id, reason: 'Father and son', expectedVersion: linked.data?.decideLink.version, idempotencyKey: 'parted' }
    expect((await graph.ask(practitioner, unlinkRecord, { input: parting })).errors).toEqual([])
    await look('after', son.id)

    await graph.askUntil(officer, overseen, { id: father.id }, ({ data }) => JSON.stringify(data).includes('meanwhile'))
    expect(await viewersOf(father.id)).toEqual(['meanwhile'])
    expect(await viewersOf(son.id)).toEqual(['after', 'meanwhile', 'before'])
    const log = (await graph.ask(officer, overseen, { id: son.id })).data?.personOverseen.accessLog.edges.map(({ node }: { node: object }) => node)
    expect(log).toContainEqual({ subject: officer.subject, operationName: 'Oversight' })
  }, 60_000)

  test('and nobody else may, nor the officer read anything else of the person', async () => {
    const { id } = await writeDown(graph, practitioner, {})

    for (const caller of [practitioner, navigator, persona('ld-manager')]) expect((await graph.ask(caller, overseen, { id })).data).toBeFalsy()
    const name = 'query ($id: ID!) { personOverseen(identityRecordId: $id) { name { family } } }'
    expect((await graph.ask(officer, name, { id })).data).toBeFalsy()
    expect((await graph.ask(officer, overseen, { id: crypto.randomUUID() })).errors).toMatchObject([{ code: 'NOT_FOUND' }])
  })

  test('nor an officer who is shut out by name, but one who is not among those to whom the person is restricted', async () => {
    const limitAccess = 'mutation ($input: LimitAccessInput!) { limitAccess(input: $input) { id } }'
    const limited = async (kind: string, subject: string) => {
      const { id: identityRecordId } = await writeDown(graph, practitioner, {})
      const limit = { identityRecordId, kind, subjects: [subject], reason: 'They live next door to them.', idempotencyKey: crypto.randomUUID() }
      expect((await graph.ask(persona('ld-manager'), limitAccess, { input: limit })).errors).toEqual([])
      return graph.ask(officer, overseen, { id: identityRecordId })
    }

    expect((await limited('EXCLUSION', officer.subject)).errors).toMatchObject([{ code: 'NOT_FOUND' }])
    expect((await limited('EXCLUSION', 'somebody-else')).errors).toEqual([])
    expect((await limited('RESTRICTION', persona('ld-manager').subject)).errors).toEqual([])
  })
})
