import { feedEvent, openFedRoom, type FedRoom } from '@throughcare/test/support/fed-room'
import { room } from '@throughcare/reconnect'
import { makeKnown } from '@throughcare/test/support/known-record'
import { navigator } from '@throughcare/test/support/personas'

let reconnect: FedRoom
beforeAll(async () => void (reconnect = await openFedRoom(room, { clock: { now: () => new Date('2026-06-01T09:00:00Z') } })))
afterAll(() => reconnect.close())

const identity = (recordId: string, birthDate: string, subjectVersion: number) =>
  feedEvent({ type: 'people.identity-recorded', recordId, subjectId: recordId, subjectVersion, payload: { recordId, birthDate } })
const bornOf = (recordId: string) => reconnect.rows('select birth_date::text, version from reconnect.known_person where record_id = $1', recordId)

describe('what people publishes of an identity', () => {
  test('is kept as the birth date of the record, and corrected when people corrects it', async () => {
    const recordId = crypto.randomUUID()
    await reconnect.publish('people', identity(recordId, '1990-05-20', 1))
    expect(await bornOf(recordId)).toEqual([{ birth_date: '1990-05-20', version: 1 }])

    await reconnect.publish('people', identity(recordId, '1990-05-21', 2), identity(recordId, '1990-05-22', 3))

    expect(await bornOf(recordId)).toEqual([{ birth_date: '1990-05-22', version: 3 }])
  })

  test('older news than what stands is passed over, in one page and across pages', async () => {
    const recordId = crypto.randomUUID()
    await reconnect.publish('people', identity(recordId, '1990-05-22', 3), identity(recordId, '1990-05-20', 1))
    await reconnect.publish('people', identity(recordId, '1990-05-21', 2))

    expect(await bornOf(recordId)).toEqual([{ birth_date: '1990-05-22', version: 3 }])
  })
})

const death = (recordId: string, diedOn: string | null, subjectVersion: number) =>
  feedEvent({ type: 'people.death-recorded', recordId, subjectId: recordId, subjectVersion, payload: { recordId, diedOn, source: 'CORONER' } })
const refer = (identityRecordId: string, referredAt: string) =>
  reconnect.ask(navigator, 'mutation ($input: ReferToReconnectInput!) { referToReconnect(input: $input) { id } }', {
    input: { identityRecordId, facilityId: 'PNI', source: 'SELF', referredAt, idempotencyKey: crypto.randomUUID() }
  })

describe('a death that people tells', () => {
  test('stops the tasks that were not due before it, those overdue stay; told to be an error, they run again', async () => {
    const recordId = await makeKnown(reconnect, 'reconnect', { service: 'RECONNECT' })
    const { data } = await refer(recordId, '2026-01-01T09:00:00Z')
    const id = data?.referToReconnect.id
    await reconnect.rows("update reconnect.episode set accepted_at = '2026-01-01', planned_release_date = '2026-05-29' where id = $1", id)
    const tasks = async () => {
      const answer = await reconnect.ask(navigator, 'query ($id: ID!) { reconnectEpisode(id: $id) { version tasks { kind state } } }', { id })
      const { version, tasks: all } = answer.data?.reconnectEpisode
      const stateOf = (kind: string) => all.find((task: { kind: string }) => task.kind === kind).state
      return [version, stateOf('PLAN'), stateOf('FIRST_CONTACT'), stateOf('END_OF_SUPPORT')]
    }
    await reconnect.publish('people', death(recordId, '2026-05-31', 1))
    expect(await tasks()).toEqual([1, 'OVERDUE', 'LAPSED', 'LAPSED'])
    await reconnect.publish('people', death(recordId, '2026-06-01', 3), death(recordId, '2026-05-15', 2))
    expect(await tasks()).toEqual([1, 'OVERDUE', 'OVERDUE', 'LAPSED'])
    await reconnect.publish('people', death(recordId, null, 4))

    expect(await tasks()).toEqual([1, 'OVERDUE', 'OVERDUE', 'UPCOMING'])
  })

  test('refuses a referral from a later day, whether or not the birth date was told', async () => {
    const recordId = await makeKnown(reconnect, 'reconnect', { service: 'RECONNECT' })
    await reconnect.publish('people', death(recordId, '2026-05-20', 1))

    expect((await refer(recordId, '2026-05-20T23:00:00Z')).errors).toMatchObject([{ code: 'BAD_USER_INPUT', message: expect.stringContaining('died before') }])
    expect((await refer(recordId, '2026-05-20T22:59:59Z')).errors).toEqual([])
    expect(await reconnect.rows('select died_on::text from reconnect.episode where record_id = $1', recordId)).toEqual([{ died_on: '2026-05-20' }])
  })
})
