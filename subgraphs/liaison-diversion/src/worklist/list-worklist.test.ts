import { codesOf } from '@throughcare/test/support/codes'
import type { EpisodeRoom } from '@throughcare/test/support/episodes'
import { openLiaisonDiversion, startClosed, startScreened } from '@throughcare/test/support/liaison-diversion'
import { persona, practitioner } from '@throughcare/test/support/personas'

let liaisonDiversion: EpisodeRoom
beforeAll(async () => void (liaisonDiversion = await openLiaisonDiversion()))
beforeEach(async () => {
  liaisonDiversion.at('2026-06-01T09:00:00Z')
  for (const table of ['episode_change', 'contact', 'assessment', 'cohort_flag', 'court_report', 'episode'])
    await liaisonDiversion.rows(`delete from liaison_diversion.${table}`)
})
afterAll(() => liaisonDiversion.close())

type Row = { cursor: string; since: string; gaps: string[]; node: { id: string } }
async function list(
  name: string,
  { principal = practitioner, fields = '', ...request }: { principal?: typeof practitioner; fields?: string } & Record<string, unknown> = {}
) {
  const query = `query ($list: LiaisonDiversionWorklist!, $where: LiaisonDiversionWorklistFilter, $first: Int, $after: String) {
    liaisonDiversionWorklist(list: $list, where: $where, first: $first, after: $after) { ${fields} edges { cursor since gaps node { id state person { __typename } } } pageInfo { hasNextPage endCursor } } }`
  const { data, errors } = await liaisonDiversion.ask(principal, query, { list: name, ...request })
  const page = data?.liaisonDiversionWorklist as { total?: number; edges: Row[]; pageInfo: { hasNextPage: boolean; endCursor: string } } | undefined
  return { errors, page, ids: page?.edges.map(({ node }) => node.id) ?? [] }
}
const act = async (mutation: string, episode: { id: string; version: number }, input: object = {}) => {
  const { data, errors } = await liaisonDiversion.act(mutation, { episodeId: episode.id, expectedVersion: episode.version, ...input })
  if (errors.length > 0) throw new Error(JSON.stringify(errors))
  return { ...episode, version: data?.[mutation].version as number }
}

describe('in custody and unseen', () => {
  test('the oldest clock comes first; nobody who was seen, released, found not to be seen or met at court is in it', async () => {
    const late = await liaisonDiversion.start({ receivedAt: '2026-06-01T05:00:00Z' })
    const early = await liaisonDiversion.start({ receivedAt: '2026-06-01T06:00:00Z', custodyClockStartedAt: '2026-06-01T01:00:00Z' })
    await startScreened(liaisonDiversion)
    await liaisonDiversion.start({ setting: 'YOUTH_COURT' })
    await act('recordCustodyDisposal', await liaisonDiversion.start(), { disposal: 'BAILED' })
    await act('recordNotSeen', await liaisonDiversion.start(), { reason: 'UNFIT' })

    const { ids, page } = await list('IN_CUSTODY_UNSEEN')

    expect(ids).toEqual([early.id, late.id])
    expect(page?.edges.map(({ since }) => since)).toEqual(['2026-06-01T01:00:00.000Z', '2026-06-01T05:00:00.000Z'])
  })
})

describe('assessments due', () => {
  test('holds who was screened with an assessment required, until it was made', async () => {
    const due = await act('recordScreening', await liaisonDiversion.start(), { outcome: 'ASSESSMENT_REQUIRED', risk: 'LOW' })
    await startScreened(liaisonDiversion)

    expect((await list('ASSESSMENTS_DUE')).ids).toEqual([due.id])
    await act('recordAssessment', due, { assessedBy: 'Nurse', outcome: 'ADVICE_GIVEN' })
    expect((await list('ASSESSMENTS_DUE')).ids).toEqual([])
  })

  const asks = (specialism: string, requestedAt: string) => ({ specialism, requestedAt })
  const made = { assessedBy: 'Dr', outcome: 'ADVICE_GIVEN' }
  const firstDue = async (id: string) =>
    (
      await liaisonDiversion.rows<{ id: string }>(
        'select id from liaison_diversion.assessment where episode_id = $1 and assessed_at is null order by requested_at',
        id
      )
    )[0]?.id

  test('holds what was asked of specialists, of those assessed already too, until all of it was made', async () => {
    liaisonDiversion.at('2026-06-01T12:00:00Z')
    const screened = await act('recordScreening', await liaisonDiversion.start({ receivedAt: '2026-06-01T08:00:00Z' }), {
      ...{ outcome: 'ASSESSMENT_REQUIRED', risk: 'LOW', screenedAt: '2026-06-01T09:00:00Z' }
    })
    const assessed = await act('recordAssessment', screened, { assessedBy: 'Nurse', outcome: 'ADVICE_GIVEN' })
    const first = await act('requestSpecialistAssessment', assessed, asks('PSYCHIATRY', '2026-06-01T11:00:00Z'))
    const both = await act('requestSpecialistAssessment', first, asks('SOCIAL_CARE', '2026-06-01T10:00:00Z'))
    const other = await act('requestSpecialistAssessment', await startScreened(liaisonDiversion), asks('PSYCHIATRY', '2026-06-01T12:00:00Z'))
    const since = async () => (await list('ASSESSMENTS_DUE')).page?.edges.map((edge) => [edge.node.id, edge.since.slice(11, 13)])

    expect(await since()).toEqual([
      [both.id, '10'],
      [other.id, '12']
    ])
    const one = await act('recordAssessment', both, { ...made, assessmentId: await firstDue(both.id) })
    expect(await since()).toEqual([
      [both.id, '11'],
      [other.id, '12']
    ])
    await act('recordAssessment', one, { ...made, assessmentId: await firstDue(both.id) })
    expect(await since()).toEqual([[other.id, '12']])
  })

  test('holds them again where one was made in error, not where the asking was, nor of who is closed', async () => {
    const asked = await act('requestSpecialistAssessment', await startScreened(liaisonDiversion), asks('PSYCHIATRY', '2026-06-01T09:00:00Z'))
    const assessmentId = await firstDue(asked.id)
    const done = await act('recordAssessment', asked, { ...made, assessmentId })
    const correct = (episode: typeof done, given: object) =>
      act('correctLiaisonDiversionEpisode', episode, { reason: 'It was of somebody else.', assessments: [{ id: assessmentId, ...given }] })
    const ids = async () => (await list('ASSESSMENTS_DUE')).ids

    const before = await ids()
    const due = await correct(done, { isStillDue: true })
    const again = await ids()
    const closed = await act('closeLiaisonDiversionEpisode', due, { reason: 'COMPLETED' })
    const after = await ids()
    const open = await act('reopenLiaisonDiversionEpisode', closed, { reason: 'They came back.' })
    const reopened = await ids()
    await correct(open, { isRecordedInError: true })

    expect([before, again, after, reopened, await ids()]).toEqual([[], [due.id], [], [due.id], []])
  })
})

describe('follow-ups overdue', () => {
  test('holds whose day has gone by in London, the earliest first, until the next contact', async () => {
    const call = { mechanism: 'TELEPHONE', attendance: 'ON_TIME', place: 'HOME' }
    const second = await act('recordContact', await liaisonDiversion.start(), { ...call, followUpDueOn: '2026-06-03' })
    const first = await act('recordContact', await liaisonDiversion.start(), { ...call, followUpDueOn: '2026-06-02' })

    liaisonDiversion.at('2026-06-03T22:59:59Z')
    expect((await list('FOLLOW_UPS_OVERDUE')).ids).toEqual([first.id])
    liaisonDiversion.at('2026-06-03T23:00:00Z')
    expect((await list('FOLLOW_UPS_OVERDUE')).ids).toEqual([first.id, second.id])
    await act('recordContact', first, call)
    expect((await list('FOLLOW_UPS_OVERDUE')).ids).toEqual([second.id])
  })
})

describe('someone who has died', () => {
  test('is in no list of what is to be done, but in the caseload until the episode is closed', async () => {
    const unseen = await liaisonDiversion.start({ custodyClockStartedAt: '2026-06-01T08:00:00Z', offenceGroup: 'THEFT' })
    const due = await act('recordScreening', await liaisonDiversion.start(), { outcome: 'ASSESSMENT_REQUIRED', risk: 'LOW' })
    const call = { mechanism: 'TELEPHONE', attendance: 'ON_TIME', place: 'HOME' }
    const followed = await act('recordContact', await liaisonDiversion.start({ setting: 'YOUTH_COURT' }), { ...call, followUpDueOn: '2026-06-02' })
    await liaisonDiversion.rows("update liaison_diversion.episode set unheard_since = '2026-05-01' where id = $1", followed.id)
    const lists = ['IN_CUSTODY_UNSEEN', 'ASSESSMENTS_DUE', 'FOLLOW_UPS_OVERDUE', 'REFERRALS_SILENT']
    const read = async () => (await Promise.all(lists.map((name) => list(name)))).map(({ ids }) => ids)
    liaisonDiversion.at('2026-06-03T09:00:00Z')
    expect(await read()).toEqual([[unseen.id], [due.id], [followed.id], [followed.id]])

    await liaisonDiversion.rows("update liaison_diversion.episode set died_on = '2026-06-02'")

    expect(await read()).toEqual([[], [], [], []])
    const holding = await Promise.all(codesOf('LiaisonDiversionWorklist').map(async (name) => ((await list(name)).ids.length > 0 ? [name] : [])))
    expect(holding.flat()).toEqual(['CASELOAD', 'DATA_QUALITY'])
  })
})

describe('data quality', () => {
  test('holds open and closed episodes in which something is missing, and says what', async () => {
    const clock = { custodyClockStartedAt: '2026-06-01T08:00:00Z', offenceGroup: 'THEFT' }
    const closed = await startClosed(liaisonDiversion)
    await liaisonDiversion.start(clock)

    const { ids, page } = await list('DATA_QUALITY')

    expect(ids).toEqual([closed.id])
    expect(page?.edges[0]?.gaps).toEqual(['OFFENCE_GROUP', 'CUSTODY_CLOCK', 'URGENCY', 'CUSTODY_DISPOSAL', 'DIVERSION'])
  })

  test('holds exactly the episodes in which the rule finds a gap, whatever is missing', async () => {
    for (const setting of ['POLICE_CUSTODY', 'CROWN_COURT'])
      for (const offenceGroup of ['THEFT', 'NOT_RECORDED'])
        for (const clock of setting === 'POLICE_CUSTODY' ? ['2026-06-01T08:00:00Z', null] : [null])
          for (const urgency of ['URGENT', null])
            for (const isClosed of [false, true]) {
              const started = await liaisonDiversion.start({ setting, offenceGroup, custodyClockStartedAt: clock })
              const screened = await act('recordScreening', started, { outcome: 'NO_NEED', risk: 'LOW', urgency })
              if (isClosed) await act('closeLiaisonDiversionEpisode', screened, { reason: 'COMPLETED' })
            }

    const [everything, listed] = [await list('CASELOAD', { first: 100 }), await list('DATA_QUALITY', { first: 100 })]

    const gapsOfOpen = everything.page?.edges.filter(({ gaps }) => gaps.length > 0).map(({ node }) => node.id) ?? []
    expect(listed.ids.filter((id) => everything.ids.includes(id))).toEqual(gapsOfOpen)
    expect(listed.page?.edges.every(({ gaps }) => gaps.length > 0)).toBe(true)
    expect(listed.ids.length - gapsOfOpen.length).toBe(12)
  })
})

describe('the caseload', () => {
  test('is limited by facility, worker and age group, in pages whose order is stable, and costs one statement a page', async () => {
    const mine = await act('allocateEpisode', await liaisonDiversion.start({ facilityId: 'LAN3' }), { worker: 'sam' })
    const child = await liaisonDiversion.start({ facilityId: 'LAN6' }, { birthDate: '2012-01-01' })
    const other = await liaisonDiversion.start({ facilityId: 'LAN6' })
    const all = [mine.id, child.id, other.id].toSorted()

    expect((await list('CASELOAD', { where: { worker: 'sam' } })).ids).toEqual([mine.id])
    for (const where of [{ worker: ' ' }, { facilityIds: ['LAN6', ''] }])
      expect((await list('CASELOAD', { where })).errors).toMatchObject([{ code: 'BAD_USER_INPUT', message: expect.stringContaining('is empty') }])
    expect((await list('CASELOAD', { where: { isAllocated: true } })).ids).toEqual([mine.id])
    expect((await list('CASELOAD', { where: { isAllocated: false } })).ids).toEqual([child.id, other.id].toSorted())
    expect((await list('CASELOAD', { where: { facilityIds: ['LAN6'], ageGroup: 'ADULT' } })).ids).toEqual([other.id])
    expect((await list('CASELOAD', { where: { ageGroup: 'UNDER_18' } })).ids).toEqual([child.id])
    expect((await list('CASELOAD', { where: { facilityIds: [] } })).ids).toEqual([])

    liaisonDiversion.statements()
    const first = await list('CASELOAD', { first: 2 })
    const ofFirst = liaisonDiversion.statements().length
    const second = await list('CASELOAD', { first: 2, after: first.page?.pageInfo.endCursor })
    expect([...first.ids, ...second.ids]).toEqual(all)
    expect([first.page?.pageInfo.hasNextPage, second.page?.pageInfo.hasNextPage]).toEqual([true, false])
    expect([ofFirst, liaisonDiversion.statements().length]).toEqual([1, 1])
  })

  test('of a place is that of its facilities', async () => {
    const there = await liaisonDiversion.start({ facilityId: 'LAN3' })
    await liaisonDiversion.start({ facilityId: 'LAN6' })
    const query = `query ($place: [_Any!]!) { _entities(representations: $place) { ... on Place { liaisonDiversionWorklist(list: CASELOAD) { edges { node { id } } } } } }`

    const { data, errors } = await liaisonDiversion.ask(practitioner, query, {
      place: [{ __typename: 'Place', id: 'blackburn', facilities: [{ __typename: 'Facility', id: 'LAN3' }] }]
    })

    expect(errors).toEqual([])
    expect(data?._entities[0].liaisonDiversionWorklist.edges).toEqual([{ node: { id: there.id } }])
  })

  test('is counted for managers, and for nobody else', async () => {
    await liaisonDiversion.start()
    await startClosed(liaisonDiversion)

    expect((await list('CASELOAD', { principal: persona('ld-manager'), fields: 'total' })).page?.total).toBe(1)
    expect((await list('CASELOAD', { fields: 'total' })).errors).toMatchObject([{ code: 'FORBIDDEN' }])
  })
})
