import type { EpisodeRoom } from '@throughcare/test/support/episodes'
import { openReconnect, startAccepted, startReleased, startWithNeed, tellReferral } from '@throughcare/test/support/reconnect'

let reconnect: EpisodeRoom
beforeAll(async () => void (reconnect = await openReconnect()))
beforeEach(() => reconnect.at('2026-06-01T09:00:00Z'))
afterAll(() => reconnect.close())

const close = (episode: { id: string; version: number }, changes: object = {}) =>
  reconnect.act('closeReconnectEpisode', { episodeId: episode.id, reason: 'NEEDS_MET', expectedVersion: episode.version, ...changes })

describe('closeReconnectEpisode', () => {
  test('closes the episode with its reason', async () => {
    const { data, errors } = await close(await startAccepted(reconnect), { reason: 'DISENGAGED' })

    expect(errors).toEqual([])
    expect(data?.closeReconnectEpisode).toMatchObject({ version: 3, phase: 'CLOSED', closureReason: 'DISENGAGED', closedAt: '2026-06-01T09:00:00.000Z' })
  })

  test('needs are met where health needs were assessed and are, and not where none ever was assessed', async () => {
    const [none, met] = [await startAccepted(reconnect), await startAccepted(reconnect)]
    const needs = [{ needCode: 'dental', pathway: 'HEALTH', status: 'MET' }]
    await reconnect.act('assessReconnectNeeds', { episodeId: met.id, expectedVersion: met.version, needs })

    expect((await close(none)).errors).toMatchObject([{ code: 'BAD_USER_INPUT', message: expect.stringContaining('No need was assessed') }])
    expect((await close({ ...met, version: met.version + 1 })).data?.closeReconnectEpisode).toMatchObject({ closureReason: 'NEEDS_MET' })
  })

  test('leaves its event, dated when it was closed', async () => {
    const episode = await startAccepted(reconnect)
    reconnect.at('2026-06-10T09:00:00Z')
    await close(episode, { reason: 'TRANSFERRED_PRISON', closedAt: '2026-06-05T09:00:00Z' })

    expect((await reconnect.events(episode.id)).at(-1)).toMatchObject({
      type: 'reconnect.episode-closed',
      subject_version: 3,
      occurred_at: new Date('2026-06-05T09:00:00Z'),
      payload: { episodeId: episode.id, facilityId: 'PNI', reason: 'TRANSFERRED_PRISON' }
    })
  })

  test('six months are reached on the day in London on which support ends', async () => {
    const episode = await startReleased(reconnect, '2026-06-01')

    reconnect.at('2026-11-30T23:59:00Z')
    expect((await close(episode, { reason: 'SIX_MONTHS_REACHED' })).errors).toMatchObject([{ code: 'BAD_USER_INPUT' }])
    reconnect.at('2026-12-01T00:00:00Z')
    expect((await close(episode, { reason: 'SIX_MONTHS_REACHED' })).data?.closeReconnectEpisode.phase).toBe('CLOSED')
  })

  test('where another service takes over, names the onward referral that is followed to its outcome', async () => {
    const [episode, moved] = [await startAccepted(reconnect), await startAccepted(reconnect)]
    const handoverReferralId = await tellReferral(reconnect, episode, 'mental-health')
    const onMoving = await tellReferral(reconnect, moved, 'mental-health')

    expect((await close(episode, { reason: 'TRANSFERRED_TO_SERVICE' })).errors).toMatchObject([
      { code: 'BAD_USER_INPUT', message: expect.stringContaining('Make the onward referral') }
    ])
    expect((await close(episode, { reason: 'DISENGAGED', handoverReferralId })).errors).toMatchObject([
      { code: 'BAD_USER_INPUT', message: expect.stringContaining('A handover goes with') }
    ])
    expect((await close(episode, { reason: 'TRANSFERRED_TO_SERVICE', handoverReferralId })).data?.closeReconnectEpisode).toMatchObject({
      closureReason: 'TRANSFERRED_TO_SERVICE',
      handover: { id: handoverReferralId }
    })
    expect((await close(moved, { reason: 'MOVED_OUT_OF_AREA', handoverReferralId })).errors).toMatchObject([{ code: 'NOT_FOUND' }])
    expect((await close(moved, { reason: 'MOVED_OUT_OF_AREA', handoverReferralId: onMoving })).data?.closeReconnectEpisode.handover).toEqual({ id: onMoving })
  })

  test('whoever moves away need not be handed over', async () => {
    expect((await close(await startAccepted(reconnect), { reason: 'MOVED_OUT_OF_AREA' })).data?.closeReconnectEpisode).toMatchObject({ handover: null })
  })

  test('refuses to close a referral nobody decided on', async () => {
    expect((await close(await reconnect.start())).errors).toMatchObject([{ code: 'BAD_USER_INPUT', message: expect.stringContaining('Accept or decline') }])
  })

  const later = '2026-06-01T10:00:00Z'
  const tooEarly = [{ code: 'BAD_USER_INPUT', message: expect.stringContaining('took place after that time') }]

  test.each([
    ['a contact', 'recordReconnectContact', { contactAt: later, mechanism: 'TELEPHONE', attendance: 'DID_NOT_ATTEND', purpose: 'REVIEW' }],
    ['an assessment', 'assessReconnectNeeds', { assessedAt: later, needs: [] }],
    ['a goal', 'setGoal', { needCode: 'housing', setAt: later }],
    ['an offer of peer support', 'offerReconnectPeerSupport', { answer: 'DECLINED', offeredAt: later }]
  ])('refuses it as of a time before %s that stands', async (_, mutation, input) => {
    const { id, version } = await startAccepted(reconnect)
    reconnect.at('2026-06-01T12:00:00Z')
    expect((await reconnect.act(mutation, { episodeId: id, expectedVersion: version, ...input })).errors).toEqual([])
    const closeAt = (closedAt: string) => close({ id, version: version + 1 }, { reason: 'OTHER', closedAt })

    expect((await closeAt('2026-06-01T09:59:59.999Z')).errors).toMatchObject(tooEarly)
    expect((await closeAt(later)).errors).toEqual([])
  })

  test.each([
    ['a goal', 'reviewGoal', { status: 'ACHIEVED', reviewedAt: later }],
    ['a need', 'reviewReconnectNeed', { status: 'MET', statusAt: later }]
  ])('refuses it as of a time before the review of %s', async (_, mutation, input) => {
    const { id, needId, version } = await startWithNeed(reconnect)
    const { data } = await reconnect.act('setGoal', { episodeId: id, expectedVersion: version, needCode: 'housing' })
    reconnect.at('2026-06-01T12:00:00Z')
    const part = mutation === 'reviewGoal' ? { goalId: data?.setGoal.goals[0].id } : { needId }
    expect((await reconnect.act(mutation, { episodeId: id, expectedVersion: version + 1, ...part, ...input })).errors).toEqual([])
    const closeAt = (closedAt: string) => close({ id, version: version + 2 }, { reason: 'OTHER', closedAt })

    expect((await closeAt('2026-06-01T09:59:59.999Z')).errors).toMatchObject(tooEarly)
    expect((await closeAt(later)).errors).toEqual([])
  })

  test.each([
    ['the registration with a GP', 'recordMilestone', { milestone: 'REGISTERED_WITH_GP', on: '2026-06-02' }],
    ['a move to another prison', 'transferPrison', { facilityId: 'KMI', transferredOn: '2026-06-02' }]
  ])('refuses it as of a day in London before %s, also where that is corrected after the closing', async (_, mutation, input) => {
    const { id, version } = await startAccepted(reconnect)
    reconnect.at('2026-06-04T12:00:00Z')
    const { data } = await reconnect.act(mutation, { episodeId: id, expectedVersion: version, ...input })
    const closeAt = (closedAt: string) => close({ id, version: version + 1 }, { reason: 'OTHER', closedAt })

    expect((await closeAt('2026-06-01T22:59:59Z')).errors).toMatchObject(tooEarly)
    expect((await closeAt('2026-06-01T23:00:00Z')).errors).toEqual([])
    const [move] = await reconnect.rows<{ id: string }>('select id from reconnect.prison_transfer where episode_id = $1', id)
    const corrected = move ? { prisonTransfers: [{ id: move.id, transferredOn: '2026-06-03' }] } : { gpRegisteredOn: '2026-06-03' }
    expect(data?.[mutation].id).toBe(id)
    const late = await reconnect.act('correctReconnectEpisode', { episodeId: id, expectedVersion: version + 2, reason: 'It was later.', ...corrected })
    expect(late.errors).toMatchObject(tooEarly)
  })

  test('refuses to close twice', async () => {
    const episode = await startAccepted(reconnect)
    await close(episode, { reason: 'DISENGAGED' })

    expect((await close({ ...episode, version: 3 })).errors).toMatchObject([{ code: 'BAD_USER_INPUT', message: expect.stringContaining('closed') }])
    expect((await reconnect.events(episode.id)).filter(({ type }) => type === 'reconnect.episode-closed')).toHaveLength(1)
  })
})
