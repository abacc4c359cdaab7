import { room } from '@throughcare/audit'
import { systemPrincipal } from '@throughcare/kit/principal'
import { signInRoles } from '@throughcare/kit/roles'
import { persona } from '@throughcare/test/support/personas'
import { openTestRoom, type TestRoom } from '@throughcare/test/support/room'

const recordOperation = 'mutation ($input: RecordOperationInput!) { recordOperation(input: $input) }'
const accessLog = 'query ($id: ID!) { accessLog(identityRecordId: $id) { edges { node { id } } } }'
const id = crypto.randomUUID()
const input = {
  requestId: 'request',
  subject: 'someone',
  issuer: 'test',
  organisation: 'RW5',
  role: 'ld-practitioner',
  purpose: 'care',
  documentHash: 'a'.repeat(64),
  recordIds: [id]
}

let audit: TestRoom
beforeAll(async () => void (audit = await openTestRoom(room)))
afterAll(() => audit.close())

describe('who may write and read the access log', () => {
  test.each(signInRoles)('%s may not write', async (role) => {
    expect((await audit.ask(persona(role), recordOperation, { input })).errors).toMatchObject([{ code: 'FORBIDDEN' }])
  })

  test.each(signInRoles.filter((role) => role !== 'privacy-officer'))('%s may not read', async (role) => {
    expect((await audit.ask(persona(role), accessLog, { id })).errors).toMatchObject([{ code: 'FORBIDDEN' }])
  })

  test("a privacy officer of another organisation sees nothing of this organisation's staff", async () => {
    await audit.ask(systemPrincipal('system-gateway', 'gateway'), recordOperation, { input })

    const own = await audit.ask(persona('privacy-officer'), accessLog, { id })
    const other = await audit.ask(persona('privacy-officer', { organisation: 'RXX' }), accessLog, { id })

    expect(own.data?.accessLog.edges).toHaveLength(1)
    expect(other.data?.accessLog.edges).toEqual([])
  })
})
