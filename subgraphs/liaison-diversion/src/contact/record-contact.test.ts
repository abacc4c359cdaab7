import type { EpisodeRoom } from '@throughcare/test/support/episodes'
import { openLiaisonDiversion, startClosed, startScreened } from '@throughcare/test/support/liaison-diversion'
import { practitioner } from '@throughcare/test/support/personas'

let liaisonDiversion: EpisodeRoom
beforeAll(async () => void (liaisonDiversion = await openLiaisonDiversion()))
beforeEach(() => liaisonDiversion.at('2026-06-01T09:00:00Z'))
afterAll(() => liaisonDiversion.close())

const call = { mechanism: 'TELEPHONE', attendance: 'ON_TIME', place: 'HOME' }
const contact = (episodeId: string, expectedVersion: number, changes: object = {}) =>
  liaisonDiversion.act('recordContact', { episodeId, expectedVersion, ...call, ...changes })

describe('recordContact', () => {
  test('records a contact and when the next is due; the next contact says anew whether one is', async () => {
    const { id } = await startScreened(liaisonDiversion)

    const first = await contact(id, 2, { followUpDueOn: '2026-06-08' })
    liaisonDiversion.at('2026-06-09T09:00:00Z')
    const second = await contact(id, 3, { attendance: 'DID_NOT_ATTEND', mechanism: 'FACE_TO_FACE', place: 'COURT', contactAt: '2026-06-08T13:00:00Z' })

    expect(first.data?.recordContact).toMatchObject({ version: 3, followUpDueOn: '2026-06-08' })
    expect(second.data?.recordContact).toMatchObject({
      followUpDueOn: null,
      contacts: [
        { ...call, contactAt: '2026-06-01T09:00:00.000Z', recordedBy: practitioner.subject },
        { attendance: 'DID_NOT_ATTEND', mechanism: 'FACE_TO_FACE', place: 'COURT', contactAt: '2026-06-08T13:00:00.000Z' }
      ]
    })
  })

  test('leaves its event, dated when it took place', async () => {
    const { id } = await liaisonDiversion.start({ receivedAt: '2026-06-01T07:00:00Z' })
    await contact(id, 1, { contactAt: '2026-06-01T08:00:00Z' })

    expect((await liaisonDiversion.events(id)).at(-1)).toMatchObject({
      type: 'liaison-diversion.contact-recorded',
      occurred_at: new Date('2026-06-01T08:00:00Z'),
      payload: { mechanism: 'TELEPHONE', attendance: 'ON_TIME' }
    })
  })

  test('takes a contact from before the closing afterwards, and refuses one from after it', async () => {
    const { id } = await startClosed(liaisonDiversion)
    liaisonDiversion.at('2026-06-02T09:00:00Z')

    expect((await contact(id, 3, { contactAt: '2026-06-01T09:00:00Z' })).errors).toEqual([])
    expect((await contact(id, 4)).errors).toMatchObject([{ code: 'BAD_USER_INPUT', message: expect.stringContaining('after the closing') }])
  })

  test('refuses a contact after the person has died', async () => {
    const { id } = await startClosed(liaisonDiversion, 'DIED')
    liaisonDiversion.at('2026-06-02T09:00:00Z')

    expect((await contact(id, 3)).errors).toMatchObject([{ code: 'BAD_USER_INPUT', message: expect.stringContaining('died') }])
    expect(await liaisonDiversion.rows('select 1 from liaison_diversion.contact where episode_id = $1', id)).toEqual([])
  })
})
