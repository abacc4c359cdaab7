import { feedEvent, openFedRoom, type FedRoom } from '@throughcare/test/support/fed-room'
import { room } from '@throughcare/reconnect'

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
