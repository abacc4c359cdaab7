import type { EpisodeRoom } from '@throughcare/test/support/episodes'
import { decide, openLiaisonDiversion, reportRequest, startWithReport } from '@throughcare/test/support/liaison-diversion'
import { persona } from '@throughcare/test/support/personas'

let liaisonDiversion: EpisodeRoom
beforeAll(async () => void (liaisonDiversion = await openLiaisonDiversion()))
beforeEach(() => liaisonDiversion.at('2026-06-01T09:00:00Z'))
afterAll(() => liaisonDiversion.close())

const issue = (episodeId: string, courtReportId: string, changes: object = {}) =>
  liaisonDiversion.act('issueCourtReport', { episodeId, courtReportId, contents: 'Finds reading hard; needs breaks.', expectedVersion: 3, ...changes })
const issued = (episodeId: string) => liaisonDiversion.rows('select 1 from liaison_diversion.issued_court_report where episode_id = $1', episodeId)

describe('issueCourtReport', () => {
  test('fixes what the court reads, and the ground on which it does', async () => {
    const { id, courtReportId } = await startWithReport(liaisonDiversion)

    const { data, errors } = await issue(id, courtReportId)

    expect(errors).toEqual([])
    expect(data?.issueCourtReport.courtReports).toMatchObject([
      {
        ...{ issuedAt: '2026-06-01T09:00:00.000Z', isOverdue: false },
        issues: [{ issueNumber: 1, isLatest: true, contents: 'Finds reading hard; needs breaks.', basis: 'CONSENT' }]
      }
    ])
  })

  test('leaves its event without a word of the report', async () => {
    const { id, courtReportId } = await startWithReport(liaisonDiversion)
    await issue(id, courtReportId)

    expect((await liaisonDiversion.events(id)).at(-1)).toMatchObject({
      type: 'liaison-diversion.court-report-issued',
      payload: { courtReportId, issueNumber: 1, basis: 'CONSENT', hearingOn: '2026-06-10' }
    })
    expect(JSON.stringify(await liaisonDiversion.events(id))).not.toContain('reading')
  })

  test('issued again it has the next number, and the first issue stays as it was', async () => {
    const { id, courtReportId } = await startWithReport(liaisonDiversion)
    await issue(id, courtReportId)
    liaisonDiversion.at('2026-06-12T09:00:00Z')

    const { data } = await issue(id, courtReportId, { contents: 'Reads well with glasses.', expectedVersion: 4 })

    expect(data?.issueCourtReport.courtReports[0]).toMatchObject({
      ...{ issuedAt: '2026-06-01T09:00:00.000Z', isOverdue: false },
      issues: [
        { issueNumber: 1, isLatest: false, contents: 'Finds reading hard; needs breaks.' },
        { issueNumber: 2, isLatest: true, contents: 'Reads well with glasses.' }
      ]
    })
  })

  test('without consent it is refused, whatever the person said, and nothing is written', async () => {
    const { id, recordId, courtReportId } = await startWithReport(liaisonDiversion, { shares: false })
    const refused = async (message: string) =>
      expect((await issue(id, courtReportId)).errors).toMatchObject([{ code: 'CONSENT_REQUIRED', message: expect.stringContaining(message) }])

    await refused('not asked')
    await decide(liaisonDiversion, recordId, { purpose: 'SHARE_POLICE', decision: 'GIVEN' })
    await refused('not asked')
    await decide(liaisonDiversion, recordId, { purpose: 'SHARE_COURT', decision: 'WITHDRAWN' })
    await refused('does not agree')
    await decide(liaisonDiversion, recordId, { purpose: 'SHARE_COURT', decision: 'GIVEN', until: '2026-05-31' })
    await refused('run out')
    expect(await issued(id)).toEqual([])
  })

  test('a condition with its reason overrides; the team reads the reason, and no event tells it', async () => {
    const { id, courtReportId } = await startWithReport(liaisonDiversion, { shares: false })

    const { data } = await issue(id, courtReportId, { override: { condition: 'COURT_ORDER', reason: 'Ordered on 29 May.' } })

    expect(data?.issueCourtReport.courtReports[0].issues).toMatchObject([{ basis: 'COURT_ORDER', overrideReason: 'Ordered on 29 May.' }])
    expect(JSON.stringify(await liaisonDiversion.events(id))).not.toContain('29 May')
  })

  test('a condition beside consent is refused rather than forgotten', async () => {
    const { id, courtReportId } = await startWithReport(liaisonDiversion)

    const { errors } = await issue(id, courtReportId, { override: { condition: 'COURT_ORDER', reason: 'Ordered on 29 May.' } })

    expect(errors).toMatchObject([{ code: 'BAD_USER_INPUT', message: expect.stringContaining('nothing to override') }])
    expect(await issued(id)).toEqual([])
  })

  test('the court finds the latest hearing first, in pages', async () => {
    const court = persona('court-recipient', { subject: 'court-of-pages', organisation: 'PAGES' })
    for (const hearingOn of ['2026-06-05', '2026-06-20', '2026-06-10']) {
      const { id, courtReportId } = await startWithReport(liaisonDiversion, { request: { hearingOn, recipientOrganisationId: 'PAGES' } })
      await issue(id, courtReportId)
    }
    const page = async (after: string | null) => {
      const query = 'query ($after: String) { issuedCourtReports(first: 2, after: $after) { edges { node { hearingOn } } pageInfo { endCursor } } }'
      return (await liaisonDiversion.ask(court, query, { after })).data?.issuedCourtReports
    }

    const first = await page(null)
    const rest = await page(first.pageInfo.endCursor)

    expect([...first.edges, ...rest.edges].map(({ node }) => node.hearingOn)).toEqual(['2026-06-20', '2026-06-10', '2026-06-05'])
  })

  test('is refused before the screening, without contents, and for a report of another episode', async () => {
    const [one, other] = [await startWithReport(liaisonDiversion), await startWithReport(liaisonDiversion)]
    const unseen = await liaisonDiversion.start()
    const asked = await liaisonDiversion.act('requestCourtReport', { episodeId: unseen.id, ...reportRequest, expectedVersion: 1 })
    const early = await issue(unseen.id, asked.data?.requestCourtReport.courtReports[0].id, { expectedVersion: 2 })

    expect(early.errors).toMatchObject([{ code: 'BAD_USER_INPUT', message: expect.stringContaining('screening first') }])
    expect((await issue(one.id, one.courtReportId, { contents: ' ' })).errors).toMatchObject([{ code: 'BAD_USER_INPUT' }])
    expect((await issue(one.id, other.courtReportId)).errors).toMatchObject([{ code: 'NOT_FOUND' }])
  })
})
