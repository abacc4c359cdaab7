import { room } from '@throughcare/directory'
import { signInRoles, type Role } from '@throughcare/kit/roles'
import { persona } from '@throughcare/test/support/personas'
import { openTestRoom, type TestRoom } from '@throughcare/test/support/room'

const assureService = 'mutation ($input: AssureServiceInput!) { assureService(input: $input) { id } }'

let directory: TestRoom
beforeAll(async () => void (directory = await openTestRoom(room)))
afterAll(() => directory.close())

describe('who may say that an entry was checked', () => {
  test.each(['public' as Role, ...signInRoles.filter((role) => role !== 'directory-editor')])('%s may not', async (role) => {
    const input = { serviceId: crypto.randomUUID(), expectedVersion: 1, idempotencyKey: crypto.randomUUID() }

    const { errors } = await directory.ask({ ...persona('analyst'), role }, assureService, { input })

    expect(errors).toMatchObject([{ code: 'FORBIDDEN' }])
    expect(await directory.rows('select 1 from directory.outbox_event')).toEqual([])
  })
})
