import { room } from '@throughcare/audit'
import { signInRoles } from '@throughcare/kit/roles'
import { systemPrincipal } from '@throughcare/kit/principal'
import { persona } from '@throughcare/test/support/personas'
import { openTestRoom, type TestRoom } from '@throughcare/test/support/room'

const recordOperation = 'mutation ($input: RecordOperationInput!) { recordOperation(input: $input) }'
const gateway = systemPrincipal('system-gateway', 'gateway')
const officer = persona('privacy-officer')

let audit: TestRoom
let now = new Date('2026-06-01T00:00:00Z')
beforeAll(async () => void (audit = await openTestRoom(room, { now: () => now })))
afterAll(() => audit.close())

/** Somebody was given records on a day of June. */
async function see(day: number, subject: string, recordIds: string[], changes: object = {}) {
  now = new Date(Date.UTC(2026, 5, day, 12))
  const caller = { subject, issuer: 'test', organisation: officer.organisation, role: 'ld-practitioner', purpose: 'care', ...changes }
  const input = { requestId: crypto.randomUUID(), operationName: null, documentHash: 'a'.repeat(64), recordIds, ...caller }
  expect((await audit.ask(gateway, recordOperation, { input })).errors).toEqual([])
}

/** A record was parted from others, with which it had been one person between two days of June. */
const part = (recordId: string, companions: string[], { from, to }: { from: number; to: number }) =>
  audit.rows(
    `insert into audit.wrong_link (id, record_id, companion_id, linked_at, parted_at, organisation) select gen_random_uuid(), $1, unnest($2::uuid[]), $3, $4, 'RW5'`,
    recordId,
    companions,
    new Date(Date.UTC(2026, 5, from)),
    new Date(Date.UTC(2026, 5, to))
  )

async function logsOf(persons: string[][], pageArguments = '', principal = officer) {
  const query = `query ($persons: [_Any!]!) { _entities(representations: $persons) { ... on Person {
    accessLog${pageArguments} { edges { node { subject } } pageInfo { hasNextPage endCursor } } } } }`
  const representations = persons.map((recordIds) => ({ __typename: 'Person', recordId: recordIds[0], recordIds }))
  return audit.ask(principal, query, { persons: representations })
}
type Log = { accessLog: { edges: { node: { subject: string } }[]; pageInfo: { hasNextPage: boolean; endCursor: string } } }
const subjects = ({ accessLog }: Log) => accessLog.edges.map(({ node }) => node.subject)
const seenBy = async (recordIds: string[]) => subjects((await logsOf([recordIds])).data?._entities[0])
const ids = (count: number) => Array.from({ length: count }, () => crypto.randomUUID())

describe('who saw a person', () => {
  test('is found by every record that is theirs now, an answer with two of them once, newest first', async () => {
    const [one = '', other = '', stranger = ''] = ids(3)
    await see(1, 'first', [one])
    await see(2, 'both', [one, other])
    await see(3, 'last', [other])
    await see(4, 'elsewhere', [stranger])

    expect(await seenBy([one, other])).toEqual(['last', 'both', 'first'])
  })

  test('is found by a record that was linked to theirs, while it was: from the linking to the parting, and not before or after', async () => {
    const [theirs = '', taken = ''] = ids(2)
    await part(taken, [theirs], { from: 10, to: 20 })
    for (const day of [9, 10, 19, 20]) await see(day, `day ${day}`, [taken])

    expect(await seenBy([theirs])).toEqual(['day 19', 'day 10'])
    expect(await seenBy([taken])).toEqual(['day 20', 'day 19', 'day 10', 'day 9'])
  })

  test('is found for the one who was parted too: they were that person then', async () => {
    const [stayed = '', parted = ''] = ids(2)
    await part(parted, [stayed], { from: 10, to: 20 })
    await see(9, 'before', [stayed])
    await see(15, 'meanwhile', [stayed])

    expect(await seenBy([parted])).toEqual(['meanwhile'])
  })

  test('comes a page at a time', async () => {
    const [one = ''] = ids(1)
    for (const day of [1, 2, 3]) await see(day, `day ${day}`, [one])

    const first = (await logsOf([[one]], '(first: 2)')).data?._entities[0] as Log
    const next = (await logsOf([[one]], `(first: 2, after: "${first.accessLog.pageInfo.endCursor}")`)).data?._entities[0] as Log

    expect([subjects(first), first.accessLog.pageInfo.hasNextPage]).toEqual([['day 3', 'day 2'], true])
    expect([subjects(next), next.accessLog.pageInfo.hasNextPage]).toEqual([['day 1'], false])
  })

  test('takes one statement for many persons, each with a page of their own', async () => {
    const persons = ids(5).map((id) => [id])
    for (const [place, recordIds] of persons.entries()) for (const day of [1, 2, 3]) await see(day, `person ${place}, day ${day}`, recordIds)
    audit.statements()

    const { data } = await logsOf(persons, '(first: 2)')

    expect(audit.statements().filter((statement) => /from "audit"|join "audit"/.test(statement))).toHaveLength(1)
    expect((data?._entities as Log[]).map(subjects)).toEqual(persons.map((_, place) => [`person ${place}, day 3`, `person ${place}, day 2`]))
  })

  test('tells of staff of the officer’s own organisation alone', async () => {
    const [one = ''] = ids(1)
    await see(1, 'elsewhere', [one], { organisation: 'X26' })
    await see(2, 'here', [one])

    expect(await seenBy([one])).toEqual(['here'])
  })

  test.each(signInRoles.filter((role) => role !== 'privacy-officer'))('is refused to %s', async (role) => {
    const [one = ''] = ids(1)
    await see(1, 'somebody', [one])

    const { errors, data } = await logsOf([[one]], '', { ...officer, role })

    expect([errors.map(({ code }) => code), JSON.stringify(data ?? null)]).toEqual([['FORBIDDEN'], expect.not.stringContaining('somebody')])
  })
})
