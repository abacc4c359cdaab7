import { room } from '@throughcare/liaison-diversion'
import { feedEvent, openFedRoom, type FedRoom } from '@throughcare/test/support/fed-room'
import { makeKnown } from '@throughcare/test/support/known-record'
import { practitioner } from '@throughcare/test/support/personas'

let liaisonDiversion: FedRoom
beforeAll(async () => void (liaisonDiversion = await openFedRoom(room, { clock: { now: () => new Date('2026-06-01T09:00:00Z') } })))
afterAll(() => liaisonDiversion.close())

const facility = (facilityId: string, subjectVersion: number, changes: object = {}) =>
  feedEvent({
    ...{ type: 'directory.facility-recorded', subjectId: facilityId, subjectVersion },
    payload: { facilityId, kind: 'MAGISTRATES_COURT', openFrom: null, closedOn: null, ...changes }
  })
const standing = (id: string) =>
  liaisonDiversion.rows('select kind, open_from::text, closed_on::text, version from liaison_diversion.known_facility where id = $1', id)
const receive = async (facilityId: string) => {
  const identityRecordId = await makeKnown(liaisonDiversion, 'liaison_diversion', { service: 'LIAISON_DIVERSION' })
  const input = { identityRecordId, facilityId, setting: 'MAGISTRATES_COURT', source: 'COURT', idempotencyKey: crypto.randomUUID() }
  return liaisonDiversion.ask(practitioner, 'mutation ($input: ReceiveReferralInput!) { receiveReferral(input: $input) { id } }', { input })
}

describe('what directory tells of a facility', () => {
  test('is kept, and the newest holds, in one page and across pages', async () => {
    await liaisonDiversion.publish('directory', facility('PRESMC', 1), facility('PRESMC', 3, { closedOn: '2026-05-01' }), facility('PRESMC', 2))
    await liaisonDiversion.publish('directory', facility('PRESMC', 2, { closedOn: '2026-04-01' }))

    expect(await standing('PRESMC')).toEqual([{ kind: 'MAGISTRATES_COURT', open_from: null, closed_on: '2026-05-01', version: 3 }])
  })

  test('stops no work before any came, and from then on refuses a place of which nothing was told', async () => {
    await liaisonDiversion.rows('delete from liaison_diversion.known_facility')
    const before = await receive('PRESMC')
    await liaisonDiversion.publish('directory', facility('BLKBMC', 1))

    expect(before.errors).toEqual([])
    expect((await receive('PRESMC')).errors).toMatchObject([{ code: 'BAD_USER_INPUT', message: expect.stringContaining('directory has no such place') }])
    expect((await receive('BLKBMC')).errors).toEqual([])
  })

  test('refuses a closed court from then on, until that is taken back', async () => {
    await liaisonDiversion.rows('delete from liaison_diversion.known_facility')
    const before = await receive('KENDMC')
    await liaisonDiversion.publish('directory', facility('KENDMC', 1, { closedOn: '2017-06-30' }))
    const after = await receive('KENDMC')
    await liaisonDiversion.publish('directory', facility('KENDMC', 2))

    expect(before.errors).toEqual([])
    expect(after.errors).toMatchObject([{ code: 'BAD_USER_INPUT', message: expect.stringContaining('That court closed on 30 June 2017') }])
    expect((await receive('KENDMC')).errors).toEqual([])
  })
})
