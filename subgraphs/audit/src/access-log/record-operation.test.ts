import { room } from '@throughcare/audit'
import { systemPrincipal } from '@throughcare/kit/principal'
import { persona } from '@throughcare/test/support/personas'
import { openTestRoom, type TestRoom } from '@throughcare/test/support/room'

const recordOperation = 'mutation ($input: RecordOperationInput!) { recordOperation(input: $input) }'
const accessLog =
  'query ($id: ID!, $first: Int, $after: String) { accessLog(identityRecordId: $id, first: $first, after: $after) { edges { cursor node { subject operationName identityRecordIds } } pageInfo { hasNextPage endCursor } } }'
const gateway = systemPrincipal('system-gateway', 'gateway')

let audit: TestRoom
let minute = 0
beforeAll(async () => void (audit = await openTestRoom(room, { now: () => new Date(Date.UTC(2026, 0, 1, 0, minute++)) })))
afterAll(() => audit.close())

const operation = (changes: object = {}) => ({
  requestId: crypto.randomUUID(),
  subject: 'someone',
  issuer: 'test',
  organisation: 'RW5',
  role: 'ld-practitioner',
  purpose: 'care',
  operationName: 'Journey',
  documentHash: 'a'.repeat(64),
  recordIds: [crypto.randomUUID()],
  ...changes
})

describe('recordOperation', () => {
  test('the privacy officer finds who saw a record, newest first, a page at a time', async () => {
    const id = crypto.randomUUID()
    for (const subject of ['first', 'second', 'third']) await audit.ask(gateway, recordOperation, { input: operation({ subject, recordIds: [id] }) })

    const page = await audit.ask(persona('privacy-officer'), accessLog, { id, first: 2 })
    const next = await audit.ask(persona('privacy-officer'), accessLog, { id, first: 2, after: page.data?.accessLog.pageInfo.endCursor })

    const subjects = [...page.data?.accessLog.edges, ...next.data?.accessLog.edges].map(({ node }) => node.subject)
    expect(subjects).toEqual(['third', 'second', 'first'])
    expect(page.data?.accessLog.pageInfo.hasNextPage).toBe(true)
    expect(next.data?.accessLog.pageInfo.hasNextPage).toBe(false)
  })

  test('one request leaves one row, however often it is told', async () => {
    const input = operation()
    await audit.ask(gateway, recordOperation, { input })

    const { data } = await audit.ask(gateway, recordOperation, { input })

    expect(data?.recordOperation).toBe(input.requestId)
    expect(await audit.rows('select 1 from audit.operation where request_id = $1', input.requestId)).toHaveLength(1)
    expect(await audit.rows('select 1 from audit.released where record_id = any($1::uuid[])', input.recordIds)).toHaveLength(1)
  })

  test('is written with its records in one statement, each record once', async () => {
    const [one, other] = [crypto.randomUUID(), crypto.randomUUID()]
    const input = operation({ recordIds: [one, other, one] })
    audit.statements()

    await audit.ask(gateway, recordOperation, { input })

    expect(audit.statements().filter((statement) => statement.includes('insert'))).toHaveLength(1)
    expect(await audit.rows('select record_id from audit.released where record_id = any($1::uuid[])', [one, other])).toHaveLength(2)
  })

  test('the room itself can neither change nor remove a row', async () => {
    await audit.ask(gateway, recordOperation, { input: operation() })

    for (const statement of [
      "update audit.operation set subject = 'nobody'",
      'delete from audit.operation',
      'truncate audit.operation',
      'delete from audit.released'
    ]) {
      await expect(audit.rows(`do $$ begin set local role audit_app; ${statement}; end $$`)).rejects.toThrow('permission denied')
    }
  })
})
