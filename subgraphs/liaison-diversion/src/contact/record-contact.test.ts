import fc from 'fast-check'
import type { EpisodeRoom } from '@throughcare/test/support/episodes'
import { openLiaisonDiversion, startAssigned, startClosed, startScreened } from '@throughcare/test/support/liaison-diversion'
import { persona, practitioner } from '@throughcare/test/support/personas'

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
    expect(second.data?.recordContact.history.at(-1).corrections).toEqual([{ field: 'followUpDueOn', oldValue: '2026-06-08', newValue: null }])
    expect(second.data?.recordContact).toMatchObject({
      followUpDueOn: null,
      contacts: [
        { ...call, contactAt: '2026-06-01T09:00:00.000Z', recordedBy: practitioner.subject },
        { attendance: 'DID_NOT_ATTEND', mechanism: 'FACE_TO_FACE', place: 'COURT', contactAt: '2026-06-08T13:00:00.000Z' }
      ]
    })
  })

  test('refuses a next contact that is due more than a year later, and takes one on the day itself', async () => {
    const { id } = await startScreened(liaisonDiversion)

    for (const followUpDueOn of ['2027-06-02', '9999-12-31'])
      expect((await contact(id, 2, { followUpDueOn })).errors).toEqual([
        { code: 'BAD_USER_INPUT', message: 'The follow-up is due more than a year after the contact. Check the year of the next contact.' }
      ])
    expect((await contact(id, 2, { followUpDueOn: '2027-06-01' })).data?.recordContact).toMatchObject({ followUpDueOn: '2027-06-01' })
  })

  test('one written down late leaves the day that was agreed at a later one, which stays overdue', async () => {
    const { id } = await startScreened(liaisonDiversion)
    liaisonDiversion.at('2026-06-02T09:00:00Z')
    await contact(id, 2, { followUpDueOn: '2026-06-03' })
    liaisonDiversion.at('2026-06-05T09:00:00Z')

    const late = await contact(id, 3, { contactAt: '2026-06-02T08:59:59Z' })

    expect(late.errors).toEqual([])
    expect(late.data?.recordContact).toMatchObject({ followUpDueOn: '2026-06-03' })
    expect(
      await liaisonDiversion.rows(`select 1 as overdue from liaison_diversion.episode where id = $1 and follow_up_due_on < '2026-06-05'`, id)
    ).toHaveLength(1)
    expect((await contact(id, 4, { contactAt: '2026-06-02T08:59:59Z', followUpDueOn: '2026-06-09' })).errors).toMatchObject([
      { code: 'BAD_USER_INPUT', message: expect.stringContaining('A later contact is recorded') }
    ])
    expect((await contact(id, 4, { contactAt: '2026-06-02T09:00:00Z' })).data?.recordContact).toMatchObject({ followUpDueOn: null })
  })

  test('in whatever order contacts are written down, the day agreed at the last of them stands', async () => {
    liaisonDiversion.at('2026-06-09T09:00:00Z')
    const days = ['2026-06-01', '2026-06-02', '2026-06-03', '2026-06-04']
    await fc.assert(
      fc.asyncProperty(fc.shuffledSubarray(days, { minLength: 4 }), fc.boolean(), async (order, isAgreed) => {
        const { id } = await liaisonDiversion.start({ receivedAt: '2026-06-01T07:00:00Z' })
        const agreed = (day: string) => (day !== '2026-06-04' || isAgreed ? { followUpDueOn: '2026-06-20' } : {})
        let version = 1
        for (const [place, day] of order.entries()) {
          const isLast = order.slice(0, place).every((earlier) => earlier < day)
          const { errors } = await contact(id, version, { contactAt: `${day}T08:00:00Z`, ...(isLast ? agreed(day) : {}) })
          expect(errors).toEqual([])
          version += 1
        }
        const [row] = await liaisonDiversion.rows('select follow_up_due_on::text as due from liaison_diversion.episode where id = $1', id)
        expect(row).toEqual({ due: isAgreed ? '2026-06-20' : null })
      }),
      { numRuns: 12 }
    )
  })

  test('the contact of a peer support worker decides nothing of it', async () => {
    const peer = persona('ld-peer-support-worker')
    const { id } = await startAssigned(liaisonDiversion)
    liaisonDiversion.at('2026-06-02T09:00:00Z')
    await liaisonDiversion.act('recordPeerSupportContact', { episodeId: id, ...call }, peer)
    const [{ version } = { version: 0 }] = await liaisonDiversion.rows<{ version: number }>('select version from liaison_diversion.episode where id = $1', id)

    const late = await contact(id, version, { contactAt: '2026-06-01T10:00:00Z', followUpDueOn: '2026-06-08' })

    expect(late.errors).toEqual([])
    expect(late.data?.recordContact).toMatchObject({ followUpDueOn: '2026-06-08' })
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
