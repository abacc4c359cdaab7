import { room } from '@throughcare/reconnect'
import { feedEvent, openFedRoom, type FedRoom } from '@throughcare/test/support/fed-room'
import { makeKnown } from '@throughcare/test/support/known-record'
import { navigator } from '@throughcare/test/support/personas'

let reconnect: FedRoom
beforeAll(async () => void (reconnect = await openFedRoom(room, { clock: { now: () => new Date('2026-06-01T09:00:00Z') } })))
afterAll(() => reconnect.close())

const tell = (kind: string, subjectVersion: number) => {
  const payload = { facilityId: 'LFI', kind, openFrom: null, closedOn: null }
  return reconnect.publish('directory', feedEvent({ type: 'directory.facility-recorded', subjectId: 'LFI', subjectVersion, payload }))
}
const refer = async () => {
  const identityRecordId = await makeKnown(reconnect, 'reconnect', { service: 'RECONNECT' })
  const input = { identityRecordId, facilityId: 'LFI', source: 'SELF', idempotencyKey: crypto.randomUUID() }
  return (await reconnect.ask(navigator, 'mutation ($input: ReferToReconnectInput!) { referToReconnect(input: $input) { id } }', { input })).errors
}

test('what directory tells of a facility stops no work before it came, and counts from then on, until that is taken back', async () => {
  const before = await refer()
  await tell('CUSTODY_SUITE', 2)
  const after = await refer()
  await tell('PRISON', 1)
  const late = await refer()
  await tell('PRISON', 3)

  expect(before).toEqual([])
  for (const errors of [after, late]) expect(errors).toMatchObject([{ code: 'BAD_USER_INPUT', message: expect.stringContaining('no prison') }])
  expect(await refer()).toEqual([])
})
