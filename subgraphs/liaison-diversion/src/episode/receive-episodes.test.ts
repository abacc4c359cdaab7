import { recordIdOf } from '@throughcare/kit/ids'
import { room } from '@throughcare/liaison-diversion'
import { openEpisodeImports, type EpisodeFields, type EpisodeImports } from '@throughcare/test/support/episode-imports'
import { openLiaisonDiversion } from '@throughcare/test/support/liaison-diversion'

const first = { facility: 'LAN3', setting: 'POLICE_CUSTODY', source: 'POLICE', received_at: '2026-05-01T09:00:00Z' }
const screening = { screened_at: '2026-05-01T11:00:00Z', screening_outcome: 'NEEDS_IDENTIFIED', screening_risk: 'LOW' }
const recorded = { contactAt: '2026-05-02T10:00:00Z', mechanism: 'VIDEO', attendance: 'ON_TIME', place: 'OTHER' }
const closing = { closed_at: '2026-05-20T15:00:00Z', closure_reason: 'COMPLETED' }

let imports: EpisodeImports
beforeAll(async () => {
  imports = await openEpisodeImports(await openLiaisonDiversion(), room, { service: 'LIAISON_DIVERSION', first })
})
beforeEach(() => imports.at('2026-06-01T09:00:00Z'))
afterAll(() => imports.close())

/** A row that was taken in. */
async function taken(changes: EpisodeFields = {}): Promise<EpisodeFields> {
  const row = await imports.row(changes)
  expect((await imports.take(row)).report).toMatchObject({ added: 1, rejected: 0 })
  return row
}

/** Takes a row in that must be refused, and sees that nothing became of it. */
async function refusalOf(row: EpisodeFields): Promise<string | undefined> {
  const before = [await imports.standing(row), await imports.events(row)]
  const { report, rejected } = await imports.take(row)
  expect(report).toMatchObject({ added: 0, changed: 0, unchanged: 0, rejected: 1 })
  expect([await imports.standing(row), await imports.events(row)]).toEqual(before)
  return rejected[0]
}

const told = async (row: EpisodeFields) =>
  (await imports.events(row)).map(({ type, subject_version, occurred_at }) => `${subject_version} ${type.split('.')[1]} ${occurred_at.toISOString()}`)

const byStaff = 'Staff have recorded this differently here'
const isClosed = 'The episode is (already )?closed'

describe('what staff recorded stands', () => {
  const close = (row: EpisodeFields) => imports.staff(row, 'closeLiaisonDiversionEpisode', { reason: 'DISENGAGED' })

  test.each([
    ['a need', { needs: 'housing:REFERRED;alcohol:IDENTIFIED' }, 'needs'],
    ['another status of a need', { needs: 'housing:MET' }, 'needs'],
    ['a later screening', { screened_at: '2026-05-02T11:00:00Z' }, 'screened_at'],
    ['another place', { facility: 'LAN6' }, 'received_at']
  ])('closed by staff: %s of the source is refused', async (_, changes, column) => {
    const row = await taken({ ...screening, needs: 'housing:REFERRED' })
    await close(row)

    expect(await refusalOf({ ...row, ...changes })).toMatch(new RegExp(`^2,${column},"${isClosed}`))
  })

  test('closed by staff: another closing of the source is refused', async () => {
    const row = await taken(screening)
    await close(row)

    expect(await refusalOf({ ...row, ...closing })).toMatch(new RegExp(`^2,closed_at; closure_reason,"${byStaff}`))
  })

  test('closed by staff: an outcome of the source is taken, for courts decide late', async () => {
    const row = await taken(screening)
    await close(row)

    expect((await imports.take({ ...row, outcome: 'NOT_DIVERTED', outcome_at: '2026-05-30T09:00:00Z' })).report).toMatchObject({ changed: 1 })
    expect(await imports.standing(row)).toMatchObject({ not_diverted_at: new Date('2026-05-30T09:00:00Z'), closed_by: 'demo-ld-practitioner' })
  })

  test('a diversion by staff: the source may not say that nobody was diverted after it', async () => {
    const row = await taken(screening)
    await imports.staff(row, 'recordDiversion', { outcome: 'DIVERTED_OUT_OF_JUSTICE', divertedAt: '2026-05-20T09:00:00Z' })

    expect(await refusalOf({ ...row, outcome: 'NOT_DIVERTED', outcome_at: '2026-05-20T09:00:01Z' })).toMatch(/^2,outcome_at,"That the person was not diverted/)
    expect((await imports.take({ ...row, outcome: 'NOT_DIVERTED', outcome_at: '2026-05-20T09:00:00Z' })).report).toMatchObject({ changed: 1 })
  })

  test('an outcome that the source dates anew is told with both its times', async () => {
    const row = await taken({ ...screening, outcome: 'DIVERTED_OUT_OF_JUSTICE', outcome_at: '2026-05-20T09:00:00Z' })

    await imports.take({ ...row, outcome_at: '2026-05-21T09:00:00Z' })

    expect((await told(row)).filter((one) => one.includes('diversion-recorded'))).toEqual([
      '3 diversion-recorded 2026-05-20T09:00:00.000Z',
      '4 diversion-recorded 2026-05-21T09:00:00.000Z'
    ])
  })

  test('not seen by staff: a screening of the source is refused', async () => {
    const row = await taken()
    await imports.staff(row, 'recordNotSeen', { reason: 'DECLINED' })

    expect(await refusalOf({ ...row, ...screening })).toMatch(/^2,screened_at,"This person was recorded as not seen/)
  })

  test('screened by staff: the source may not say that nobody saw the person', async () => {
    const row = await taken()
    await imports.staff(row, 'recordScreening', { outcome: 'NO_NEED', risk: 'LOW' })

    expect(await refusalOf({ ...row, not_seen_reason: 'UNFIT' })).toMatch(/^2,not_seen_reason,"A screening is recorded/)
  })

  test('screened by staff: a referral after that is refused', async () => {
    const row = await taken()
    await imports.staff(row, 'recordScreening', { outcome: 'NO_NEED', risk: 'LOW', screenedAt: '2026-05-01T11:00:00Z' })

    expect(await refusalOf({ ...row, received_at: '2026-05-01T12:00:00Z' })).toMatch(/^2,screened_at,"The screening lies before the referral/)
  })

  test('support by staff: a screening after that is refused', async () => {
    const row = await taken(screening)
    await imports.staff(row, 'recordDiversion', { outcome: 'SUPPORTED_WITHIN_JUSTICE' })
    imports.at('2026-06-03T09:00:00Z')

    expect(await refusalOf({ ...row, screened_at: '2026-06-02T11:00:00Z' })).toMatch(/^2,outcome_at,"Support while the case goes on lies before the screening/)
  })

  test('a need that staff identified: the source may agree, and is refused where it does not', async () => {
    const row = await taken(screening)
    await imports.staff(row, 'identifyNeeds', { needs: [{ needCode: 'housing', status: 'REFERRED' }] })

    expect(await refusalOf({ ...row, needs: 'housing:MET' })).toMatch(new RegExp(`^2,needs,"${byStaff}`))
    expect((await imports.take({ ...row, needs: 'housing:REFERRED' })).report).toMatchObject({ unchanged: 1 })
  })
})

test('a correction by staff stands: the source may agree, and is refused where it does not', async () => {
  const row = await taken(screening)
  await imports.staff(row, 'correctLiaisonDiversionEpisode', { reason: 'Wrong box.', screeningRisk: 'HIGH', source: 'SELF' })

  expect(await refusalOf(row)).toMatch(new RegExp(`^2,source; screening_risk,"${byStaff}`))
  expect((await imports.take({ ...row, screening_risk: 'HIGH', source: 'SELF' })).report).toMatchObject({ unchanged: 1 })
})

test('a closing that staff undid by opening the episode again stays undone; what else the source tells is taken', async () => {
  const row = await taken({ ...screening, ...closing })
  const open = { ...row, closed_at: '', closure_reason: '' }
  await imports.staff(row, 'reopenLiaisonDiversionEpisode', { reason: 'They came back.' })

  expect(await refusalOf(row)).toContain(byStaff)
  expect((await imports.take(open)).report).toMatchObject({ unchanged: 1 })
  expect((await imports.take({ ...open, needs: 'housing:REFERRED' })).report).toMatchObject({ changed: 1 })
  await imports.staff(row, 'closeLiaisonDiversionEpisode', { reason: 'COMPLETED' })
  expect((await imports.take({ ...row, closed_at: '2026-06-01T09:00:00Z' })).report).toMatchObject({ unchanged: 1 })
})

test.each([
  ['contacts', '2026-05-02T10:00:00Z/VIDEO/ON_TIME/OTHER', 'recordContact', recorded],
  ['needs', 'housing:REFERRED', 'identifyNeeds', { needs: [{ needCode: 'housing', status: 'REFERRED' }] }]
])('in %s what is new there is refused, and so listed, where staff took back what they had recorded alike', async (list, told, verb, input) => {
  const row = await taken(screening)
  await imports.staff(row, verb, input)
  const [part] = await imports.rows<{ id: string }>(
    `select id from liaison_diversion.${list.slice(0, -1)} where episode_id = $1`,
    (await imports.standing(row)).id
  )
  await imports.staff(row, 'correctLiaisonDiversionEpisode', { reason: 'Wrong person.', [list]: [{ id: part?.id, isRecordedInError: true }] })

  expect(await refusalOf({ ...row, [list]: told })).toMatch(new RegExp(`^2,${list},"?${byStaff}`))
  await imports.staff(row, verb, input)
  expect((await imports.take({ ...row, [list]: told })).report).toMatchObject({ unchanged: 1 })
})

describe('what the source said itself', () => {
  test('is corrected with the closing that it still says', async () => {
    const row = await taken({ ...screening, ...closing, needs: 'housing:REFERRED' })

    const { report } = await imports.take({ ...row, screening_risk: 'HIGH', needs: 'housing:MET', closure_reason: 'DISENGAGED' })

    expect(report).toMatchObject({ changed: 1 })
    expect((await told(row)).slice(4)).toEqual([
      '5 screening-recorded 2026-05-01T11:00:00.000Z',
      '6 need-identified 2026-05-01T11:00:00.000Z',
      '7 episode-closed 2026-05-20T15:00:00.000Z'
    ])
    expect(await imports.standing(row)).toMatchObject({ version: 7, screening_risk: 'HIGH', closure_reason: 'DISENGAGED' })
  })

  test('stays where it says it no longer: nothing is written after a closing', async () => {
    const row = await taken({ ...screening, ...closing })

    expect(await refusalOf({ ...row, closed_at: '', closure_reason: '', needs: 'housing:MET' })).toMatch(new RegExp(`^2,needs,"${isClosed}`))
  })

  test('is dated anew by nothing else: a closing moves neither "not seen" nor an outcome that stand', async () => {
    const unseen = await taken({ not_seen_reason: 'UNFIT' })
    const diverted = await taken({ ...screening, outcome: 'NOT_DIVERTED' })

    const { report } = await imports.take({ ...unseen, ...closing, closure_reason: 'NOT_SEEN' }, { ...diverted, ...closing })

    expect(report).toMatchObject({ changed: 2 })
    expect((await told(unseen)).slice(2)).toEqual(['3 episode-closed 2026-05-20T15:00:00.000Z'])
    expect((await told(diverted)).slice(3)).toEqual(['4 episode-closed 2026-05-20T15:00:00.000Z'])
  })
})

test('bad rows among good ones are listed by line, column and reason, and none of their values is repeated', async () => {
  const screened = await taken(screening)
  await imports.staff(screened, 'closeLiaisonDiversionEpisode', { reason: 'DISENGAGED' })
  const refused = { ...screened, needs: 'Testina-Samplewood:MET' }
  const nobodys = { ...(await imports.row()), source_key: 'Testina-Samplewood' }
  const unread = await imports.row({ setting: 'Testina-Samplewood' })

  const { report, rejected } = await imports.take(await imports.row(), refused, nobodys, unread, await imports.row(screening))

  expect(report).toMatchObject({ read: 5, added: 2, rejected: 3 })
  expect(rejected.map((line) => line.split(',').slice(0, 2)).sort()).toEqual([
    ['3', 'needs'],
    ['4', 'source_key'],
    ['5', 'setting']
  ])
  expect(rejected.join()).not.toContain('Testina')
})

test('a row that closes the episode ends the peer support that staff arranged in it', async () => {
  const row = await taken(screening)
  const { peerSupport } = await imports.staff(row, 'assignPeerSupport', { subject: 'kim', employerId: 'charity' })

  await imports.take({ ...row, ...closing })

  expect((await imports.events(row)).slice(-2)).toMatchObject([
    { type: 'liaison-diversion.episode-closed' },
    { type: 'liaison-diversion.peer-support-ended', payload: { assignmentId: peerSupport[0].id } }
  ])
  expect(await imports.rows('select 1 from liaison_diversion.peer_assignment where id = $1 and ended_at is null', peerSupport[0].id)).toEqual([])
})

test('a row that closes the episode before a contact of staff is refused', async () => {
  const row = await taken(screening)
  imports.at('2026-06-02T09:00:00Z')
  await imports.staff(row, 'recordContact', { mechanism: 'TELEPHONE', attendance: 'ON_TIME', place: 'HOME' })

  expect(await refusalOf({ ...row, ...closing })).toMatch(/^2,closed_at,.*took place after that time/)
  expect((await imports.take({ ...row, ...closing, closed_at: '2026-06-02T09:00:00Z' })).report).toMatchObject({ changed: 1 })
})

test.each([
  ['an offer', { screening_offered_at: '2026-05-01T11:00:00Z' }, 'screening_offered_at'],
  ['a screening', screening, 'screened_at'],
  ['a contact', { contacts: '2026-05-01T11:00:00Z/TELEPHONE/DID_NOT_ATTEND/OTHER' }, 'contacts']
])('%s after the death that people told of is refused, in a new episode and in one that stands', async (_, changes, column) => {
  const died = ({ source_system = '', source_key = '' }: EpisodeFields) =>
    imports.rows(
      `with known as (update liaison_diversion.known_record set died_on = '2026-04-30' where record_id = $1 returning record_id)
       update liaison_diversion.episode set died_on = '2026-04-30' from known where episode.record_id = known.record_id`,
      recordIdOf(source_system, source_key)
    )
  const [fresh, standing] = [await imports.row({ received_at: '2026-04-30T09:00:00Z', ...changes }), await taken({ received_at: '2026-04-30T09:00:00Z' })]
  await died(fresh)
  await died(standing)

  for (const row of [fresh, { ...standing, ...changes }]) expect(await refusalOf(row)).toMatch(new RegExp(`^2,${column},.*died before then`))
})
