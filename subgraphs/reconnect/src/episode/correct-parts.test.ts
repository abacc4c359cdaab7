import type { EpisodeRoom } from '@throughcare/test/support/episodes'
import { navigator } from '@throughcare/test/support/personas'
import { openCorrections, openReconnect, startAccepted, startAssigned, startReleased, startWithNeed, tellReferral } from '@throughcare/test/support/reconnect'

let reconnect: EpisodeRoom
let corrections: ReturnType<typeof openCorrections>
beforeAll(async () => {
  reconnect = await openReconnect()
  corrections = openCorrections(reconnect)
})
beforeEach(() => reconnect.at('2026-06-01T09:00:00Z'))
afterAll(() => reconnect.close())

const refused = (message: string) => [{ code: 'BAD_USER_INPUT', message: expect.stringContaining(message) }]
const call = { mechanism: 'TELEPHONE', attendance: 'ON_TIME' }

describe('a contact', () => {
  test('is corrected in its place, and the first contact since the release is worked out anew', async () => {
    const { correct, act, heard } = corrections
    const { id } = await startReleased(reconnect, '2026-05-30', { referredAt: '2026-05-20T09:00:00Z' })
    const [contact] = (await act(id, 'recordReconnectContact', { ...call, contactAt: '2026-05-31T09:00:00Z' })).contacts

    const { episode } = await correct(id, { contacts: [{ id: contact.id, attendance: 'DID_NOT_ATTEND' }] })

    expect(episode).toMatchObject({ contacts: [{ id: contact.id, isSeen: false }], firstContactOn: null })
    expect(episode.history.at(-1).corrections).toEqual([{ field: 'contacts.attendance', partId: contact.id, oldValue: 'ON_TIME', newValue: 'DID_NOT_ATTEND' }])
    expect(await heard(id)).toEqual([
      ['episode-corrected', undefined, undefined],
      ['contact-recorded', undefined, undefined]
    ])
  })

  test('that was recorded in error is withdrawn: it counts no more, is kept, and readers hear that it was', async () => {
    const { correct, act, heard } = corrections
    const { id } = await startReleased(reconnect, '2026-05-30')
    const [contact] = (await act(id, 'recordReconnectContact', { ...call, purpose: 'REVIEW' })).contacts

    const { episode } = await correct(id, { contacts: [{ id: contact.id, isRecordedInError: true }] })

    expect(episode).toMatchObject({ contacts: [], firstContactOn: null })
    expect(episode.tasks).toContainEqual(expect.objectContaining({ kind: 'REVIEW_AT_4_WEEKS', doneOn: null }))
    expect(await heard(id)).toContainEqual(['step-withdrawn', 'contact-recorded', contact.id])
    expect(await reconnect.rows('select withdrawn_by, attendance from reconnect.contact where id = $1', contact.id)).toEqual([
      { withdrawn_by: navigator.subject, attendance: 'ON_TIME' }
    ])
    expect((await correct(id, { contacts: [{ id: contact.id, purpose: 'SUPPORT' }] })).errors).toMatchObject([{ code: 'NOT_FOUND' }])
  })

  test('is moved up to the referral and now, and not past them', async () => {
    const { correct, act } = corrections
    const { id } = await startAccepted(reconnect)
    const [contact] = (await act(id, 'recordReconnectContact', call)).contacts
    const move = async (contactAt: string) => (await correct(id, { contacts: [{ id: contact.id, contactAt }] })).errors

    reconnect.at('2026-06-01T10:00:00Z')
    expect(await move('2026-06-01T08:59:59.999Z')).toMatchObject(refused('before the referral'))
    expect(await move('2026-06-01T10:00:00.001Z')).toMatchObject(refused('future'))
    expect(await move('2026-06-01T10:00:00Z')).toEqual([])
  })

  test('of a peer support worker is corrected by the team and stays theirs; what is corrected twice or whole and in part is refused', async () => {
    const { correct, read } = corrections
    const { id } = await startAssigned(reconnect)
    await reconnect.rows(
      `insert into reconnect.contact (id, organisation, service, retention_class, recorded_by, record_id, episode_id, contact_at, purpose, mechanism, attendance, is_peer_support)
       select gen_random_uuid(), organisation, service, retention_class, 'peer', record_id, id, '2026-06-01T09:00:00Z', 'SUPPORT', 'TELEPHONE', 'ON_TIME', true
       from reconnect.episode where id = $1`,
      id
    )
    const [contact] = (await read(id)).contacts
    const given = { id: contact.id, attendance: 'LATE_NOT_SEEN' }

    expect((await correct(id, { contacts: [given, given] })).errors).toMatchObject(refused('twice'))
    expect((await correct(id, { contacts: [{ ...given, isRecordedInError: true }] })).errors).toMatchObject(refused('whole'))
    expect((await correct(id, { contacts: [given] })).episode.contacts).toEqual([{ ...contact, isSeen: false, recordedBy: 'peer', isPeerSupport: true }])
  })
})

describe('a need', () => {
  test('is corrected, with what became of it, and support ends by what is right', async () => {
    const { correct, act } = corrections
    const { id } = await startReleased(reconnect, '2026-05-30')
    await act(id, 'assessReconnectNeeds', { needs: [{ needCode: 'alcohol', pathway: 'DRUGS_AND_ALCOHOL' }] })
    const [need] = (await act(id, 'assessReconnectNeeds', { needs: [] })).needs
    const met = await act(id, 'reviewReconnectNeed', { needId: need.id, status: 'MET' })
    expect(met.supportEndsOn).toBe('2026-06-01')

    const back = await correct(id, { needs: [{ id: need.id, status: 'REFERRED' }] })
    expect(back.episode).toMatchObject({ needs: [{ status: 'REFERRED' }], supportEndsOn: '2026-11-30' })
    const anew = await correct(id, { needs: [{ id: need.id, status: 'IDENTIFIED', needCode: 'housing', pathway: 'ACCOMMODATION' }] })
    expect(anew.episode.needs).toMatchObject([{ need: { code: 'housing' }, pathway: 'ACCOMMODATION', status: 'IDENTIFIED', isHealthNeed: false }])
    expect((await correct(id, { needs: [{ id: need.id, status: 'MET' }] })).errors).toMatchObject(refused('Nothing is recorded yet'))
  })

  test('that was recorded in error claims its referral no more, is in no list of unmet needs, and may be found anew', async () => {
    const { correct, act } = corrections
    const episode = await startWithNeed(reconnect)
    const referralId = await tellReferral(reconnect, episode, 'debt-benefits')
    await act(episode.id, 'serveReconnectNeed', { needId: episode.needId, onwardReferralId: referralId })

    const { episode: seen } = await correct(episode.id, { needs: [{ id: episode.needId, isRecordedInError: true }] })

    expect(seen.needs).toEqual([])
    expect(await reconnect.rows('select need_id from reconnect.onward_referral where id = $1', referralId)).toEqual([{ need_id: null }])
    const found = await act(episode.id, 'assessReconnectNeeds', { needs: [{ needCode: 'housing', pathway: 'ACCOMMODATION' }] })
    expect(found.needs).toMatchObject([{ need: { code: 'housing' }, isUnmet: true }])
    const { data } = await reconnect.ask(navigator, '{ unmetReconnectNeeds(first: 100) { edges { node { id } } } }')
    const unmet = data?.unmetReconnectNeeds.edges.map(({ node }: { node: { id: string } }) => node.id)
    expect(unmet).toContain(found.needs[0].id)
    expect(unmet).not.toContain(episode.needId)
  })

  test('takes the code of one that is taken back with it, whichever is named first, or the code of another that takes its own', async () => {
    const { correct, act } = corrections
    const { id, needId: housing } = await startWithNeed(reconnect)
    const codes = (needs: { id: string; need: { code: string } }[]) => Object.fromEntries(needs.map(({ id: of, need }) => [of, need.code]))
    const find = async (needCode: string) => {
      const { needs } = await act(id, 'assessReconnectNeeds', { needs: [{ needCode, pathway: 'DRUGS_AND_ALCOHOL' }] })
      return String(needs.find((need: { need: { code: string } }) => need.need.code === needCode)?.id)
    }
    const [alcohol, drugs] = [await find('alcohol'), await find('drugs')]

    const swapped = { [alcohol]: 'drugs', [drugs]: 'alcohol' }
    const swap = Object.entries(swapped).map(([need, needCode]) => ({ id: need, needCode }))
    expect(codes((await correct(id, { needs: swap })).episode.needs)).toEqual({ [housing]: 'housing', ...swapped })
    const takeOver = (need: string, from: string, needCode: string) => [
      { id: need, needCode },
      { id: from, isRecordedInError: true }
    ]
    expect(codes((await correct(id, { needs: takeOver(alcohol, housing, 'housing') })).episode.needs)).toEqual({ [alcohol]: 'housing', [drugs]: 'alcohol' })
    reconnect.at('2026-06-01T10:00:00Z')
    expect(codes((await correct(id, { needs: takeOver(drugs, alcohol, 'housing').toReversed() })).episode.needs)).toEqual({ [drugs]: 'housing' })
    expect(await reconnect.rows('select id, withdrawn_at from reconnect.need where episode_id = $1 order by withdrawn_at', id)).toEqual([
      { id: housing, withdrawn_at: new Date('2026-06-01T09:00:00Z') },
      { id: alcohol, withdrawn_at: new Date('2026-06-01T10:00:00Z') },
      { id: drugs, withdrawn_at: null }
    ])
  })

  test('has the reason why nobody was referred on corrected or taken back, where there is one', async () => {
    const { correct, act } = corrections
    const { id, needId } = await startWithNeed(reconnect)
    expect((await correct(id, { needs: [{ id: needId, noReferralReason: 'OTHER' }] })).errors).toMatchObject(refused('was not recorded'))
    await act(id, 'explainUnmetReconnectNeed', { needId, reason: 'NO_SERVICE' })

    expect((await correct(id, { needs: [{ id: needId, noReferralReason: 'WAIT_TOO_LONG' }] })).episode.needs[0]).toMatchObject({
      noReferralReason: 'WAIT_TOO_LONG'
    })
    expect((await correct(id, { needs: [{ id: needId, hasNoReason: true }] })).episode.needs[0]).toMatchObject({ noReferralReason: null, isUnmet: true })
  })

  test('is found no earlier than the first assessment, which is not taken back without it', async () => {
    const { correct } = corrections
    const { id, needId } = await startWithNeed(reconnect)
    reconnect.at('2026-06-01T12:00:00Z')

    const apart = { assessedAt: '2026-06-01T10:00:00Z', needs: [{ id: needId, identifiedAt: '2026-06-01T09:59:59.999Z' }] }
    expect((await correct(id, apart)).errors).toMatchObject(refused('before the first assessment'))
    const later = { assessedAt: '2026-06-01T10:00:00Z', needs: [{ id: needId, identifiedAt: '2026-06-01T10:00:00Z' }] }
    expect((await correct(id, later)).episode).toMatchObject({ assessedAt: '2026-06-01T10:00:00.000Z', needs: [{ statusAt: '2026-06-01T10:00:00.000Z' }] })
    expect((await correct(id, { recordedInError: ['ASSESSMENT'] })).errors).toMatchObject(refused('Take the need back too'))
    const both = { recordedInError: ['ASSESSMENT'], needs: [{ id: needId, isRecordedInError: true }] }
    expect((await correct(id, both)).episode).toMatchObject({ assessedAt: null, needs: [] })
  })
})

describe('a goal', () => {
  test('is corrected with what its review came to, and taken back; a plan keeps at least one', async () => {
    const { correct, act, heard } = corrections
    const { id } = await startWithNeed(reconnect)
    const [goal] = (await act(id, 'makeReconnectPlan', { needCodes: ['housing'] })).goals
    expect((await correct(id, { goals: [{ id: goal.id, status: 'ACHIEVED' }] })).errors).toMatchObject(refused('was not recorded'))
    await act(id, 'reviewGoal', { goalId: goal.id, status: 'ACHIEVED' })

    expect((await correct(id, { goals: [{ id: goal.id, status: 'IN_PROGRESS', needCode: 'alcohol' }] })).episode.goals).toMatchObject([
      { status: 'IN_PROGRESS', need: { code: 'alcohol' } }
    ])
    expect((await correct(id, { goals: [{ id: goal.id, isNotReviewed: true }] })).episode.goals).toMatchObject([{ status: 'NOT_STARTED', reviewedAt: null }])
    expect(await heard(id)).toContainEqual(['step-withdrawn', 'goal-reviewed', goal.id])
    expect((await correct(id, { goals: [{ id: goal.id, isRecordedInError: true }] })).errors).toMatchObject(refused('Take the plan back too'))
    expect((await correct(id, { goals: [{ id: goal.id, isRecordedInError: true }], recordedInError: ['PLAN'] })).episode).toMatchObject({
      ...{ goals: [], planMadeAt: null }
    })
    expect(await heard(id)).toEqual(
      expect.arrayContaining([
        ['step-withdrawn', 'plan-made', null],
        ['step-withdrawn', 'goal-set', goal.id]
      ])
    )
  })
})

describe('a planned release date', () => {
  test('that was written down wrongly is corrected, and the meeting at the gate and every task go with it', async () => {
    const { correct, act, read, heard } = corrections
    const { id } = await startAccepted(reconnect, { plannedReleaseDate: '2026-07-20' })
    await act(id, 'planGateMeeting', { meetAt: '2026-07-20T08:00:00Z' })
    const [planned] = (await read(id)).plannedReleaseDates

    const { episode } = await correct(id, { plannedReleases: [{ id: planned.id, date: '2026-07-02' }] })

    expect(episode).toMatchObject({ plannedReleaseDate: '2026-07-02', gateMeeting: { meetAt: '2026-07-02T08:00:00.000Z' } })
    expect(episode.plannedReleaseDates).toMatchObject([{ date: '2026-07-02', reason: 'FIRST_KNOWN' }])
    expect(episode.history.at(-1).corrections).toContainEqual({
      ...{ field: 'gateMeetingAt', partId: null, oldValue: '2026-07-20T08:00:00.000Z', newValue: '2026-07-02T08:00:00.000Z' }
    })
    expect(await heard(id)).toContainEqual(['gate-meeting-planned', undefined, undefined])
    expect((await reconnect.events(id)).findLast(({ type }) => type === 'reconnect.episode-corrected')?.payload.fields).toEqual([
      ...['gateMeetingAt', 'plannedReleases.date']
    ])
    expect(episode.tasks).toContainEqual(expect.objectContaining({ kind: 'FIRST_CONTACT', dueOn: '2026-07-04' }))
  })

  test('that was never planned is taken back: the one before it stands, and the meeting is back where it was', async () => {
    const { correct, act, heard } = corrections
    const { id } = await startAccepted(reconnect, { plannedReleaseDate: '2026-07-20' })
    await act(id, 'planGateMeeting', { meetAt: '2026-07-20T08:00:00Z' })
    reconnect.at('2026-06-01T10:00:00Z')
    const moved = await act(id, 'setReleaseDate', { date: '2026-06-10', reason: 'EARLY_RELEASE' })
    const [first, second] = moved.plannedReleaseDates

    expect((await correct(id, { plannedReleases: [{ id: first.id, isRecordedInError: true }] })).errors).toMatchObject(refused('first known'))
    const { episode } = await correct(id, { plannedReleases: [{ id: second.id, isRecordedInError: true }] })
    expect(episode).toMatchObject({ plannedReleaseDate: '2026-07-20', gateMeeting: { meetAt: '2026-07-20T08:00:00.000Z' }, rePlan: null })
    expect(await heard(id)).toContainEqual(['step-withdrawn', 'release-date-set', second.id])
    expect((await correct(id, { plannedReleases: [{ id: first.id, isRecordedInError: true }] })).errors).toMatchObject(refused('Take it back too'))
    const none = await correct(id, { plannedReleases: [{ id: first.id, isRecordedInError: true }], recordedInError: ['GATE_MEETING'] })
    expect(none.episode).toMatchObject({ plannedReleaseDate: null, plannedReleaseDates: [], gateMeeting: null })
  })
})

describe('an allocation', () => {
  test('of the wrong worker is taken back: it ends, people hears so, and another may be allocated', async () => {
    const { correct, act, heard } = corrections
    const { id } = await startAccepted(reconnect)
    const [wrong] = (await act(id, 'allocateWorker', { side: 'PRISON', workerId: 'wrong' })).allocations

    const { episode } = await correct(id, { allocations: [{ id: wrong.id, isRecordedInError: true }] })

    expect(episode.allocations).toEqual([])
    expect((await heard(id)).map((one) => (one as string[])[0])).toEqual(['episode-corrected', 'step-withdrawn', 'allocation-ended'])
    expect(await reconnect.rows('select ended_at from reconnect.allocation where id = $1', wrong.id)).toEqual([{ ended_at: new Date('2026-06-01T09:00:00Z') }])
    expect((await act(id, 'allocateWorker', { side: 'PRISON', workerId: 'wrong' })).allocations).toMatchObject([{ workerId: 'wrong', endedAt: null }])
    expect((await correct(id, { recordedInError: ['ACCEPTANCE'] })).errors).toMatchObject(refused('Accept the referral first'))
  })
})

describe('an offer of peer support', () => {
  test('is corrected, or taken back', async () => {
    const { correct, act } = corrections
    const { id } = await startAccepted(reconnect)
    const [offer] = (await act(id, 'offerReconnectPeerSupport', { answer: 'ACCEPTED' })).peerSupportOffers

    expect((await correct(id, { peerSupportOffers: [{ id: offer.id, answer: 'DECLINED' }] })).episode.peerSupportOffers).toMatchObject([{ answer: 'DECLINED' }])
    expect((await correct(id, { peerSupportOffers: [{ id: offer.id, isRecordedInError: true }] })).episode.peerSupportOffers).toEqual([])
  })
})
