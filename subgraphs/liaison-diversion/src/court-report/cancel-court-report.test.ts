import type { EpisodeRoom } from '@throughcare/test/support/episodes'
import { openLiaisonDiversion, startWithReport } from '@throughcare/test/support/liaison-diversion'
import { practitioner } from '@throughcare/test/support/personas'

let liaisonDiversion: EpisodeRoom
beforeAll(async () => void (liaisonDiversion = await openLiaisonDiversion()))
afterAll(() => liaisonDiversion.close())

type Reported = Awaited<ReturnType<typeof startWithReport>>
const cancel = ({ id, courtReportId }: Reported, expectedVersion: number) =>
  liaisonDiversion.act('cancelCourtReport', { episodeId: id, courtReportId, reason: 'HEARING_VACATED', expectedVersion })
const issue = ({ id, courtReportId }: Reported, expectedVersion: number) =>
  liaisonDiversion.act('issueCourtReport', { episodeId: id, courtReportId, contents: 'What was found.', expectedVersion })

describe('cancelCourtReport', () => {
  test('takes back a request: it is due no more, never overdue, cannot be issued, and readers hear of it', async () => {
    const reported = await startWithReport(liaisonDiversion)

    const { data, errors } = await cancel(reported, 3)

    expect(errors).toEqual([])
    expect(data?.cancelCourtReport.courtReports).toMatchObject([
      { id: reported.courtReportId, cancelledAt: '2026-06-01T09:00:00.000Z', cancelReason: 'HEARING_VACATED', isOverdue: false, issuedAt: null }
    ])
    expect((await liaisonDiversion.ask(practitioner, '{ courtReportsDue { edges { node { id } } } }')).data?.courtReportsDue.edges).toEqual([])
    expect((await issue(reported, 4)).errors).toMatchObject([{ code: 'BAD_USER_INPUT', message: expect.stringContaining('was cancelled') }])
    expect((await liaisonDiversion.events(reported.id)).at(-1)).toMatchObject({
      type: 'liaison-diversion.court-report-cancelled',
      payload: { courtReportId: reported.courtReportId, reason: 'HEARING_VACATED' }
    })
  })

  test('is refused once the report was issued, a second time, and for a report of another episode', async () => {
    const [issued, cancelled] = [await startWithReport(liaisonDiversion), await startWithReport(liaisonDiversion)]
    await issue(issued, 3)
    await cancel(cancelled, 3)

    expect((await cancel(issued, 4)).errors).toMatchObject([{ code: 'BAD_USER_INPUT', message: expect.stringContaining('was issued') }])
    expect((await cancel(cancelled, 4)).errors).toMatchObject([{ code: 'BAD_USER_INPUT', message: expect.stringContaining('cancelled already') }])
    expect((await cancel({ ...issued, courtReportId: cancelled.courtReportId }, 4)).errors).toMatchObject([{ code: 'NOT_FOUND' }])
  })

  test('may come after the closing', async () => {
    const reported = await startWithReport(liaisonDiversion)
    await liaisonDiversion.act('closeLiaisonDiversionEpisode', { episodeId: reported.id, reason: 'COMPLETED', expectedVersion: 3 })

    expect((await cancel(reported, 4)).errors).toEqual([])
  })
})
