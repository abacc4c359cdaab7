import type { EpisodeRoom } from '@throughcare/test/support/episodes'
import { openLiaisonDiversion, startAssigned, startScreened, tellDeath } from '@throughcare/test/support/liaison-diversion'

let liaisonDiversion: EpisodeRoom
beforeEach(() => liaisonDiversion.at('2026-06-01T09:00:00Z'))
beforeAll(async () => void (liaisonDiversion = await openLiaisonDiversion()))
afterAll(() => liaisonDiversion.close())

const close = (episodeId: string, expectedVersion: number, reason = 'TRANSFERRED_TO_SERVICE', closedAt?: string) =>
  liaisonDiversion.act('closeLiaisonDiversionEpisode', { episodeId, reason, expectedVersion, closedAt })
const correct = (episodeId: string, expectedVersion: number, changes: object) =>
  liaisonDiversion.act('correctLiaisonDiversionEpisode', { episodeId, expectedVersion, reason: 'It was otherwise.', ...changes })
const refused = (words: string) => [{ code: 'BAD_USER_INPUT', message: expect.stringContaining(words) }]

describe('closeLiaisonDiversionEpisode', () => {
  test('closes the episode with its reason', async () => {
    const { id } = await startScreened(liaisonDiversion)

    const { data, errors } = await close(id, 2)

    expect(errors).toEqual([])
    expect(data?.closeLiaisonDiversionEpisode).toMatchObject({
      version: 3,
      state: 'CLOSED',
      closureReason: 'TRANSFERRED_TO_SERVICE',
      closedAt: '2026-06-01T09:00:00.000Z'
    })
  })

  test('leaves its event', async () => {
    const { id } = await startScreened(liaisonDiversion)
    await close(id, 2)

    expect((await liaisonDiversion.events(id)).at(-1)).toMatchObject({
      type: 'liaison-diversion.episode-closed',
      subject_version: 3,
      payload: { episodeId: id, facilityId: 'LAN3', reason: 'TRANSFERRED_TO_SERVICE' }
    })
  })

  test('ends the peer support in it, and tells people to shut the peer support worker out', async () => {
    const { id, assignmentId } = await startAssigned(liaisonDiversion)
    await liaisonDiversion.act('recordNotSeen', { episodeId: id, reason: 'UNFIT', expectedVersion: 2 })

    const { data } = await close(id, 3, 'NOT_SEEN')

    expect(data?.closeLiaisonDiversionEpisode.peerSupport).toMatchObject([{ id: assignmentId, endedAt: '2026-06-01T09:00:00.000Z' }])
    expect((await liaisonDiversion.events(id)).slice(-2)).toMatchObject([
      { type: 'liaison-diversion.episode-closed', subject_version: 4 },
      { type: 'liaison-diversion.peer-support-ended', subject_version: 4, payload: { assignmentId } }
    ])
  })

  test('refuses it as of a time before a contact or an assessment that stands', async () => {
    const meet = { mechanism: 'TELEPHONE', attendance: 'ON_TIME', place: 'HOME', contactAt: '2026-06-01T10:00:00Z' }
    const asked = { specialism: 'PSYCHIATRY', requestedAt: '2026-06-01T10:00:00Z' }
    const [met, seen] = [await startScreened(liaisonDiversion), await startScreened(liaisonDiversion)]
    liaisonDiversion.at('2026-06-01T12:00:00Z')
    await liaisonDiversion.act('recordContact', { episodeId: met.id, ...meet, expectedVersion: 2 })
    await liaisonDiversion.act('requestSpecialistAssessment', { episodeId: seen.id, ...asked, expectedVersion: 2 })
    const closeAt = (episodeId: string, closedAt: string) =>
      liaisonDiversion.act('closeLiaisonDiversionEpisode', { episodeId, reason: 'COMPLETED', closedAt, expectedVersion: 3 })

    for (const { id } of [met, seen]) {
      expect((await closeAt(id, '2026-06-01T09:59:59Z')).errors).toMatchObject([
        { code: 'BAD_USER_INPUT', message: expect.stringContaining('took place after that time') }
      ])
      expect((await closeAt(id, '2026-06-01T10:00:00Z')).errors).toEqual([])
    }
  })

  test('refuses a reason that contradicts whether the person was seen, and a correction to one', async () => {
    const [seen, notSeen] = [await startScreened(liaisonDiversion), await liaisonDiversion.start()]
    await liaisonDiversion.act('recordNotSeen', { episodeId: notSeen.id, reason: 'UNFIT', expectedVersion: 1 })

    expect((await close(seen.id, 2, 'NOT_SEEN')).errors).toMatchObject(refused('so the person was seen'))
    expect((await close(notSeen.id, 2, 'COMPLETED')).errors).toMatchObject(refused('nothing was completed'))
    await close(seen.id, 2, 'COMPLETED')
    await close(notSeen.id, 2, 'NOT_SEEN')
    expect((await correct(seen.id, 3, { closureReason: 'NOT_SEEN' })).errors).toMatchObject(refused('so the person was seen'))
    expect((await correct(notSeen.id, 3, { closureReason: 'COMPLETED' })).errors).toMatchObject(refused('nothing was completed'))
    expect((await correct(notSeen.id, 3, { closureReason: 'DECLINED' })).errors).toEqual([])
  })

  test('because of a death is refused until the death is recorded, and as of a day before it; by a correction too', async () => {
    const { id, recordId } = await startScreened(liaisonDiversion)
    const other = await startScreened(liaisonDiversion)
    await close(other.id, 2, 'DISENGAGED')

    expect((await close(id, 2, 'DIED')).errors).toMatchObject(refused('Record the death in the person’s record first'))
    expect((await correct(other.id, 3, { closureReason: 'DIED' })).errors).toMatchObject(refused('Record the death in the person’s record first'))
    liaisonDiversion.at('2026-06-03T09:00:00Z')
    await tellDeath(liaisonDiversion, recordId, '2026-06-02')
    await tellDeath(liaisonDiversion, other.recordId, '2026-06-02')
    expect((await close(id, 2, 'DIED', '2026-06-01T22:59:59Z')).errors).toMatchObject(refused('died after that day'))
    expect((await correct(other.id, 3, { closureReason: 'DIED' })).errors).toMatchObject(refused('died after that day'))
    expect((await close(id, 2, 'DIED', '2026-06-01T23:00:00Z')).data?.closeLiaisonDiversionEpisode).toMatchObject({ closureReason: 'DIED' })
    expect((await correct(other.id, 3, { closureReason: 'DIED', closedAt: '2026-06-02T09:00:00Z' })).errors).toEqual([])
  })

  test('of somebody who died before anybody saw them; opened again once the death was withdrawn', async () => {
    const { id, recordId } = await liaisonDiversion.start()
    await tellDeath(liaisonDiversion, recordId, '2026-06-01')
    const reopen = () => liaisonDiversion.act('reopenLiaisonDiversionEpisode', { episodeId: id, reason: 'It was somebody else.', expectedVersion: 2 })

    expect((await close(id, 1, 'DIED')).data?.closeLiaisonDiversionEpisode).toMatchObject({ state: 'CLOSED', closureReason: 'DIED', screening: null })
    expect((await reopen()).errors).toMatchObject(refused('withdraw the death'))
    await tellDeath(liaisonDiversion, recordId, null)
    expect((await reopen()).data?.reopenLiaisonDiversionEpisode).toMatchObject({ state: 'REFERRED' })
  })

  test('refuses it while nobody knows whether the person was seen, and once closed', async () => {
    const referred = await liaisonDiversion.start()
    const screened = await startScreened(liaisonDiversion)
    await close(screened.id, 2)

    expect((await close(referred.id, 1)).errors).toMatchObject([{ code: 'BAD_USER_INPUT', message: expect.stringContaining('before closing') }])
    expect((await close(screened.id, 3)).errors).toMatchObject([{ code: 'BAD_USER_INPUT', message: expect.stringContaining('already closed') }])
  })
})
