import type { EpisodeRoom } from '@throughcare/test/support/episodes'
import { decide, openLiaisonDiversion, reportRequest, startScreened, startWithNeed, tellFacility } from '@throughcare/test/support/liaison-diversion'
import { practitioner } from '@throughcare/test/support/personas'
import type { Answer } from '@throughcare/test/support/room'

let liaisonDiversion: EpisodeRoom
beforeAll(async () => void (liaisonDiversion = await openLiaisonDiversion()))
beforeEach(() => liaisonDiversion.at('2026-06-01T12:00:00Z'))
afterAll(() => liaisonDiversion.close())

const parts = `version state contacts { id contactAt mechanism attendance place recordedBy }
  assessments { id specialism requestedAt assessedAt assessedBy tools outcome } needs { id need { code } status statusAt source definition noReferralReason isUnmet }
  justiceOutcomes { id decidedBy code decidedOn } appropriateAdults { id reason who calledAt arrivedAt } informationShares { id recipient }
  courtReports { id type purpose court { id } hearingOn caseReference recipient { id } } history { action corrections { field partId oldValue newValue } }`

type Parts = NonNullable<Answer['data']>

async function ask(document: string, variables: object): Promise<{ episode: Parts; errors: Answer['errors'] }> {
  const { data, errors } = await liaisonDiversion.ask(practitioner, document, variables as Record<string, unknown>)
  return { episode: Object.values(data ?? {})[0] as Parts, errors }
}

const read = async (id: string) => (await ask(`query ($id: ID!) { liaisonDiversionEpisode(id: $id) { ${parts} } }`, { id })).episode

/** Corrects an episode as it stands now. */
async function correct(id: string, changes: object) {
  const { version } = await read(id)
  const input = { episodeId: id, expectedVersion: version, reason: 'Read from the wrong line.', idempotencyKey: crypto.randomUUID(), ...changes }
  return ask(`mutation ($input: CorrectLiaisonDiversionEpisodeInput!) { correctLiaisonDiversionEpisode(input: $input) { ${parts} } }`, { input })
}

/** Does something in an episode as it stands now, and answers its parts. */
async function act(id: string, mutation: string, input: object): Promise<Parts> {
  const { version } = await read(id)
  const { errors } = await liaisonDiversion.act(mutation, { episodeId: id, expectedVersion: version, ...input })
  expect(errors).toEqual([])
  return read(id)
}

/** What readers heard of the last change, and of which part. */
async function heard(id: string): Promise<unknown[]> {
  const events = await liaisonDiversion.events(id)
  const last = events.at(-1)?.subject_version
  return events.filter(({ subject_version }) => subject_version === last).map(({ type, payload }) => [type.split('.')[1], payload.step, payload.partId])
}

const refused = (message: string) => [{ code: 'BAD_USER_INPUT', message: expect.stringContaining(message) }]
const met = { mechanism: 'TELEPHONE', attendance: 'ON_TIME', place: 'HOME' }

describe('a contact', () => {
  test('is corrected in its place: old value, new value and which contact stay in the history, and readers hear it anew', async () => {
    const { id } = await liaisonDiversion.start({ receivedAt: '2026-06-01T09:00:00Z' })
    const [contact] = (await act(id, 'recordContact', met)).contacts

    const { episode, errors } = await correct(id, { contacts: [{ id: contact.id, attendance: 'DID_NOT_ATTEND', contactAt: '2026-06-01T11:00:00Z' }] })

    expect(errors).toEqual([])
    expect(episode.contacts).toEqual([{ ...contact, attendance: 'DID_NOT_ATTEND', contactAt: '2026-06-01T11:00:00.000Z' }])
    expect(episode.history.at(-1).corrections).toEqual([
      { field: 'contacts.contactAt', partId: contact.id, oldValue: '2026-06-01T12:00:00.000Z', newValue: '2026-06-01T11:00:00.000Z' },
      { field: 'contacts.attendance', partId: contact.id, oldValue: 'ON_TIME', newValue: 'DID_NOT_ATTEND' }
    ])
    expect((await liaisonDiversion.events(id)).slice(-2)).toMatchObject([
      { type: 'liaison-diversion.episode-corrected', payload: { fields: ['contacts.contactAt', 'contacts.attendance'] } },
      {
        type: 'liaison-diversion.contact-recorded',
        occurred_at: new Date('2026-06-01T11:00:00Z'),
        payload: { contactId: contact.id, attendance: 'DID_NOT_ATTEND' }
      }
    ])
  })

  test('that was recorded in error is withdrawn: it counts no more, is kept, and readers hear that it was', async () => {
    const { id } = await startScreened(liaisonDiversion)
    await act(id, 'recordContact', { ...met, contactAt: '2026-06-01T12:00:00Z' })
    liaisonDiversion.at('2026-06-01T15:00:00Z')
    const wrong = (await act(id, 'recordContact', met)).contacts[1]
    const early = { reason: 'COMPLETED', closedAt: '2026-06-01T14:00:00Z', episodeId: id, expectedVersion: 4 }
    expect((await liaisonDiversion.act('closeLiaisonDiversionEpisode', early)).errors).toMatchObject(refused('took place after that time'))

    const { episode, errors } = await correct(id, { contacts: [{ id: wrong.id, isRecordedInError: true }], recordedInError: ['FOLLOW_UP'] })

    expect(errors).toEqual([])
    expect(episode.contacts).toHaveLength(1)
    expect(episode.history.at(-1).corrections).toContainEqual({ field: 'contacts.attendance', partId: wrong.id, oldValue: 'ON_TIME', newValue: null })
    expect(await heard(id)).toEqual([
      ['episode-corrected', undefined, undefined],
      ['step-withdrawn', 'contact-recorded', wrong.id]
    ])
    expect(await liaisonDiversion.rows('select withdrawn_by, attendance from liaison_diversion.contact where id = $1', wrong.id)).toEqual([
      { withdrawn_by: practitioner.subject, attendance: 'ON_TIME' }
    ])
    expect((await liaisonDiversion.act('closeLiaisonDiversionEpisode', { ...early, expectedVersion: 5 })).errors).toEqual([])
    expect((await correct(id, { contacts: [{ id: wrong.id, place: 'COURT' }] })).errors).toMatchObject([{ code: 'NOT_FOUND' }])
  })

  test('is moved up to the referral and the closing, and not past them', async () => {
    const { id } = await startScreened(liaisonDiversion)
    const [contact] = (await act(id, 'recordContact', met)).contacts
    liaisonDiversion.at('2026-06-01T13:00:00Z')
    await act(id, 'closeLiaisonDiversionEpisode', { reason: 'COMPLETED' })
    const move = async (contactAt: string) => (await correct(id, { contacts: [{ id: contact.id, contactAt }] })).errors

    expect(await move('2026-06-01T11:59:59.999Z')).toMatchObject(refused('before the referral'))
    expect(await move('2026-06-01T13:00:00.001Z')).toMatchObject(refused('future'))
    liaisonDiversion.at('2026-06-01T14:00:00Z')
    expect(await move('2026-06-01T13:00:00.001Z')).toMatchObject(refused('after the closing'))
    expect(await move('2026-06-01T13:00:00Z')).toEqual([])
  })

  test('of another episode is not found, and what is corrected twice or taken back and corrected is refused', async () => {
    const [one, other] = [await startScreened(liaisonDiversion), await startScreened(liaisonDiversion)]
    const [contact] = (await act(other.id, 'recordContact', met)).contacts

    expect((await correct(one.id, { contacts: [{ id: contact.id, place: 'COURT' }] })).errors).toMatchObject([{ code: 'NOT_FOUND' }])
    expect((await correct(other.id, { contacts: [{ id: contact.id, place: 'COURT', isRecordedInError: true }] })).errors).toMatchObject(refused('whole'))
    expect(
      (
        await correct(other.id, {
          contacts: [
            { id: contact.id, place: 'COURT' },
            { id: contact.id, attendance: 'LATE_SEEN' }
          ]
        })
      ).errors
    ).toMatchObject(refused('twice'))
    expect((await correct(other.id, { contacts: [{ id: contact.id, place: 'HOME' }] })).errors).toMatchObject(refused('Nothing would change'))
  })

  test('a referral is not moved past a contact that stands, and may be once that is withdrawn', async () => {
    const { id } = await liaisonDiversion.start({ receivedAt: '2026-06-01T09:00:00Z' })
    const [contact] = (await act(id, 'recordContact', { ...met, contactAt: '2026-06-01T10:00:00Z' })).contacts
    const later = { receivedAt: '2026-06-01T10:00:00.001Z' }

    expect((await correct(id, later)).errors).toMatchObject(refused('A contact that is recorded would not go with that'))
    expect((await correct(id, { ...later, contacts: [{ id: contact.id, isRecordedInError: true }] })).errors).toEqual([])
  })
})

describe('an assessment', () => {
  test('is corrected, and while it was made it comes after the screening and before the closing', async () => {
    const { id } = await startScreened(liaisonDiversion)
    const made = { assessedBy: 'Nurse', outcome: 'ADVICE_GIVEN', tools: ['AUDIT', 'PHQ-9'], assessedAt: '2026-06-01T12:00:00Z' }
    const [assessment] = (await act(id, 'recordAssessment', made)).assessments
    liaisonDiversion.at('2026-06-02T12:00:00Z')
    const change = async (changes: object) => correct(id, { assessments: [{ id: assessment.id, ...changes }] })

    const { episode } = await change({ outcome: 'HOSPITAL', tools: ['AUDIT'], assessedBy: ' Dr Sample ', assessedAt: '2026-06-01T12:00:01Z' })

    expect(episode.assessments).toMatchObject([{ outcome: 'HOSPITAL', tools: ['AUDIT'], assessedBy: 'Dr Sample', assessedAt: '2026-06-01T12:00:01.000Z' }])
    expect((await heard(id)).map((told) => (told as string[])[0])).toEqual(['episode-corrected', 'assessment-recorded'])
    expect((await change({ assessedAt: '2026-06-01T11:59:59Z' })).errors).toMatchObject(refused('before the referral or the screening'))
    expect((await change({ assessedBy: ' ' })).errors).toMatchObject(refused('Say who made'))
    expect((await change({ specialism: 'PSYCHIATRY' })).errors).toMatchObject(refused('was not recorded'))
    expect((await correct(id, { screenedAt: '2026-06-01T12:00:02Z' })).errors).toHaveLength(1)
  })

  test('that was recorded in error makes the episode unassessed again; another keeps it assessed', async () => {
    const { id } = await startScreened(liaisonDiversion)
    await act(id, 'recordAssessment', { assessedBy: 'Nurse', outcome: 'ADVICE_GIVEN' })
    const { assessments } = await act(id, 'recordAssessment', { assessedBy: 'Doctor', outcome: 'HOSPITAL' })
    const withdraw = async (place: number) => (await correct(id, { assessments: [{ id: assessments[place].id, isRecordedInError: true }] })).episode

    expect(await withdraw(0)).toMatchObject({ state: 'ASSESSED' })
    expect(await withdraw(1)).toMatchObject({ state: 'SCREENED', assessments: [] })
    expect(await heard(id)).toEqual([
      ['episode-corrected', undefined, undefined],
      ['step-withdrawn', 'assessment-recorded', assessments[1].id]
    ])
  })

  test('of a specialist is due again where none was made, and can be recorded then', async () => {
    const { id } = await startScreened(liaisonDiversion)
    const [asked] = (await act(id, 'requestSpecialistAssessment', { specialism: 'PSYCHIATRY' })).assessments
    await act(id, 'recordAssessment', { assessmentId: asked.id, assessedBy: 'Dr', outcome: 'HOSPITAL' })

    const { episode } = await correct(id, { assessments: [{ id: asked.id, isStillDue: true, specialism: 'SOCIAL_CARE' }] })

    expect(episode).toMatchObject({ state: 'SCREENED', assessments: [{ specialism: 'SOCIAL_CARE', assessedAt: null, outcome: null, tools: [] }] })
    expect(await heard(id)).toEqual([
      ['episode-corrected', undefined, undefined],
      ['specialist-assessment-requested', undefined, undefined],
      ['step-withdrawn', 'assessment-recorded', asked.id]
    ])
    expect((await correct(id, { assessments: [{ id: asked.id, outcome: 'HOSPITAL' }] })).errors).toMatchObject(refused('was not recorded'))
    expect(await act(id, 'recordAssessment', { assessmentId: asked.id, assessedBy: 'Dr', outcome: 'HOSPITAL' })).toMatchObject({ state: 'ASSESSED' })
  })
})

describe('a need', () => {
  const change = (id: string, needId: string, changes: object) => correct(id, { needs: [{ id: needId, ...changes }] })

  test('is another one, known and meant otherwise, but none that the episode names already', async () => {
    const { id, needId } = await startWithNeed(liaisonDiversion)
    await act(id, 'identifyNeeds', { needs: [{ needCode: 'alcohol' }] })

    const { episode } = await change(id, needId, { needCode: 'debt', source: 'PERSON', definition: ' Owes rent. ' })

    expect(episode.needs.find((need: Parts) => need.id === needId)).toMatchObject({ need: { code: 'debt' }, source: 'PERSON', definition: 'Owes rent.' })
    expect((await change(id, needId, { needCode: 'alcohol' })).errors).toMatchObject(refused('names one of these needs already'))
  })

  test('means nothing in particular once its words are taken away', async () => {
    const { id, needId } = await startWithNeed(liaisonDiversion)
    await change(id, needId, { definition: 'Owes rent.' })

    expect((await change(id, needId, { definition: ' ' })).episode.needs).toMatchObject([{ definition: null }])
  })

  test('stands where it should: what was recorded last is taken back for what is given, and all of it for IDENTIFIED', async () => {
    const { id, needId } = await startWithNeed(liaisonDiversion)
    expect((await change(id, needId, { status: 'MET' })).errors).toMatchObject(refused('Nothing is recorded yet'))
    await act(id, 'reviewNeed', { needId, status: 'REFERRED' })
    liaisonDiversion.at('2026-06-03T12:00:00Z')
    await act(id, 'reviewNeed', { needId, status: 'MET' })

    const declined = await change(id, needId, { status: 'DECLINED', statusAt: '2026-06-02T12:00:00Z' })
    expect(declined.episode.needs).toMatchObject([{ status: 'DECLINED', statusAt: '2026-06-02T12:00:00.000Z', isUnmet: false }])
    expect((await change(id, needId, { statusAt: '2026-06-01T11:59:59Z' })).errors).toMatchObject(refused('recorded of this need earlier'))
    expect((await change(id, needId, { statusAt: '2026-06-03T12:00:00.001Z' })).errors).toMatchObject(refused('future'))
    expect((await change(id, needId, { status: 'REFERRED' })).episode.needs).toMatchObject([{ status: 'REFERRED', statusAt: '2026-06-01T12:00:00.000Z' }])
    expect((await change(id, needId, { status: 'IDENTIFIED' })).episode.needs).toMatchObject([{ status: 'IDENTIFIED', isUnmet: true }])
  })

  test('is unmet again once the reason why not is taken back, and in no list once it is itself', async () => {
    const { id, needId } = await startWithNeed(liaisonDiversion)
    const listed = async () => {
      const { data } = await liaisonDiversion.ask(practitioner, '{ unmetNeeds(first: 100) { edges { node { id } } } }')
      return data?.unmetNeeds.edges.some(({ node }: { node: { id: string } }) => node.id === needId)
    }
    expect((await change(id, needId, { noReferralReason: 'OTHER' })).errors).toMatchObject(refused('was not recorded'))
    await act(id, 'explainUnmetNeed', { needId, reason: 'NO_SERVICE' })

    expect((await change(id, needId, { noReferralReason: 'WAIT_TOO_LONG' })).episode.needs).toMatchObject([
      { noReferralReason: 'WAIT_TOO_LONG', isUnmet: false }
    ])
    expect((await change(id, needId, { hasNoReason: true })).episode.needs).toMatchObject([{ noReferralReason: null, isUnmet: true }])
    expect(await listed()).toBe(true)
    expect((await change(id, needId, { isRecordedInError: true })).episode.needs).toEqual([])
    expect(await listed()).toBe(false)
    expect((await liaisonDiversion.act('reviewNeed', { episodeId: id, needId, status: 'MET', expectedVersion: 7 })).errors).toMatchObject([
      { code: 'NOT_FOUND' }
    ])
    expect(await act(id, 'identifyNeeds', { needs: [{ needCode: 'housing' }] })).toMatchObject({ needs: [{ need: { code: 'housing' } }] })
  })
})

describe('a decision', () => {
  test('is corrected by the list of codes, and withdrawn', async () => {
    const { id } = await startScreened(liaisonDiversion)
    const [decision] = (await act(id, 'recordJusticeOutcome', { decidedBy: 'POLICE', code: '8' })).justiceOutcomes
    const change = (changes: object) => correct(id, { justiceOutcomes: [{ id: decision.id, ...changes }] })

    expect((await change({ decidedBy: 'COURT' })).errors).toMatchObject(refused('no such court outcome code'))
    expect((await change({ decidedOn: '2026-05-31' })).errors).toMatchObject(refused('before the referral'))
    expect((await change({ decidedOn: '2026-06-02' })).errors).toMatchObject(refused('future'))
    expect((await change({ decidedBy: 'COURT', code: '1116' })).episode.justiceOutcomes).toMatchObject([{ decidedBy: 'COURT', code: '1116' }])
    expect((await change({ isRecordedInError: true })).episode.justiceOutcomes).toEqual([])
    expect(await heard(id)).toContainEqual(['step-withdrawn', 'justice-outcome-recorded', decision.id])
  })
})

describe('a decision that is recorded twice', () => {
  const standing = 'This decision is recorded already'
  const police = { decidedBy: 'POLICE', code: '8' }

  test('is refused where a correction makes it so, and taken once the other was recorded in error', async () => {
    const { id } = await startScreened(liaisonDiversion)
    await act(id, 'recordJusticeOutcome', police)
    const decided = (await act(id, 'recordJusticeOutcome', { ...police, code: '9' })).justiceOutcomes as { id: string; code: string }[]
    // Of one day, they are in no order but that of their ids.
    const [first, other] = decided.toSorted((one, another) => (one.code < another.code ? -1 : 1))

    expect((await correct(id, { justiceOutcomes: [{ id: other?.id, code: '8' }] })).errors).toMatchObject(refused(standing))
    const { episode, errors } = await correct(id, {
      justiceOutcomes: [
        { id: first?.id, isRecordedInError: true },
        { id: other?.id, code: '8' }
      ]
    })
    expect(errors).toEqual([])
    expect(episode.justiceOutcomes).toMatchObject([{ id: other?.id, code: '8' }])
  })

  test('where it stands twice from before, stops no other correction and no other decision, and one of the two is taken back', async () => {
    const { id } = await startScreened(liaisonDiversion)
    await act(id, 'recordJusticeOutcome', police)
    const [, twin] = (await act(id, 'recordJusticeOutcome', { ...police, code: '9' })).justiceOutcomes
    await liaisonDiversion.rows(`update liaison_diversion.justice_outcome set code = '8' where id = $1`, twin.id)

    expect((await correct(id, { receivedAt: '2026-06-01T10:00:00Z' })).errors).toEqual([])
    await act(id, 'recordJusticeOutcome', { ...police, code: '22' })
    expect((await correct(id, { justiceOutcomes: [{ id: twin.id, isRecordedInError: true }] })).episode.justiceOutcomes).toHaveLength(2)
  })
})

describe('an appropriate adult', () => {
  test('is corrected, awaited again where they have not come, and withdrawn', async () => {
    const { id } = await liaisonDiversion.start({}, { birthDate: '1990-01-01' })
    const [adult] = (await act(id, 'callAppropriateAdult', { reason: 'VULNERABLE_ADULT', who: 'SOCIAL_WORKER', calledAt: '2026-06-01T11:00:00Z' }))
      .appropriateAdults
    const change = (changes: object) => correct(id, { appropriateAdults: [{ id: adult.id, ...changes }] })
    expect((await change({ arrivedAt: '2026-06-01T11:30:00Z' })).errors).toMatchObject(refused('was not recorded'))
    await act(id, 'recordAppropriateAdultArrival', { appropriateAdultId: adult.id, arrivedAt: '2026-06-01T11:20:00Z' })

    expect((await change({ reason: 'CHILD' })).errors).toMatchObject(refused('18 or older'))
    expect((await change({ calledAt: '2026-06-01T11:20:00.001Z' })).errors).toMatchObject(refused('before the call'))
    expect((await change({ calledAt: '2026-06-01T11:20:00Z', who: 'OTHER_ADULT' })).errors).toEqual([])
    expect((await change({ isAwaited: true })).episode.appropriateAdults).toMatchObject([{ who: 'OTHER_ADULT', arrivedAt: null }])
    expect(await heard(id)).toContainEqual(['step-withdrawn', 'appropriate-adult-arrived', adult.id])
    expect((await change({ isRecordedInError: true })).episode.appropriateAdults).toEqual([])
  })
})

describe('what courts and agencies are told', () => {
  test('a request is corrected until it is issued, for a court that hears on that day', async () => {
    await tellFacility(liaisonDiversion, 'OLDMC', 'MAGISTRATES_COURT', '2026-06-10')
    const { id, recordId } = await startScreened(liaisonDiversion)
    await decide(liaisonDiversion, recordId, { purpose: 'SHARE_COURT', decision: 'GIVEN' })
    const [report] = (await act(id, 'requestCourtReport', reportRequest)).courtReports
    const change = (changes: object) => correct(id, { courtReports: [{ id: report.id, ...changes }] })

    expect((await change({ hearingOn: '2026-05-31' })).errors).toMatchObject(refused('before the request'))
    expect((await change({ hearingOn: '9999-12-31' })).errors).toMatchObject(refused('more than five years after the request'))
    expect((await change({ courtId: 'OLDMC' })).errors).toMatchObject(refused('closed on 10 June 2026'))
    const { episode } = await change({ courtId: 'OLDMC', hearingOn: '2026-06-09', caseReference: '', recipientOrganisationId: 'HMCTS2' })
    expect(episode.courtReports).toMatchObject([{ court: { id: 'OLDMC' }, hearingOn: '2026-06-09', caseReference: null, recipient: { id: 'HMCTS2' } }])
    expect(await heard(id)).toContainEqual(['court-report-requested', undefined, undefined])

    await act(id, 'issueCourtReport', { courtReportId: report.id, contents: 'What was found.' })
    expect((await change({ hearingOn: '2026-06-08' })).errors).toMatchObject(refused('was issued'))
    expect((await correct(id, { recordedInError: ['SCREENING'] })).errors).toMatchObject(refused('A court report that is recorded would not go with that'))
  })

  test('a request that is cancelled as recorded in error is taken back for readers', async () => {
    const { id } = await startScreened(liaisonDiversion)
    const [report] = (await act(id, 'requestCourtReport', reportRequest)).courtReports

    await act(id, 'cancelCourtReport', { courtReportId: report.id, reason: 'RECORDED_IN_ERROR' })

    expect(await heard(id)).toEqual([
      ['court-report-cancelled', undefined, undefined],
      ['step-withdrawn', 'court-report-requested', report.id]
    ])
  })

  test('that something was told is withdrawn; what it said is never rewritten', async () => {
    const { id } = await startScreened(liaisonDiversion)
    const told = { recipient: 'POLICE', purpose: 'CHARGING', contents: 'That they were seen.' }
    const override = { condition: 'SAFEGUARDING', reason: 'Somebody is at risk.' }
    const [share] = (await act(id, 'shareInformation', { ...told, override })).informationShares

    expect((await correct(id, { informationShares: [{ id: share.id, isRecordedInError: false }] })).errors).toMatchObject(refused('Nothing would change'))
    expect((await correct(id, { informationShares: [{ id: share.id, isRecordedInError: true }] })).episode.informationShares).toEqual([])
    expect(await heard(id)).toContainEqual(['step-withdrawn', 'information-shared', share.id])
    const asTeam = `set role liaison_diversion_app; update liaison_diversion.information_share set contents = 'Otherwise.'`
    await expect(liaisonDiversion.rows(asTeam)).rejects.toThrow('permission denied')
    await liaisonDiversion.rows('reset role')
  })
})
