import type { EpisodeRoom } from '@throughcare/test/support/episodes'
import { openLiaisonDiversion, reportRequest, startClosed, tellFacility } from '@throughcare/test/support/liaison-diversion'

let liaisonDiversion: EpisodeRoom
beforeAll(async () => void (liaisonDiversion = await openLiaisonDiversion()))
afterAll(() => liaisonDiversion.close())

const request = (episodeId: string, expectedVersion: number, changes: object = {}) =>
  liaisonDiversion.act('requestCourtReport', { episodeId, expectedVersion, ...reportRequest, ...changes })

describe('requestCourtReport', () => {
  test('records what was asked for, by whom it is due and when; it may come before the screening', async () => {
    const { id } = await liaisonDiversion.start()

    const { data, errors } = await request(id, 1)

    expect(errors).toEqual([])
    const { recipientOrganisationId, courtId, ...asked } = reportRequest
    expect(data?.requestCourtReport).toMatchObject({
      version: 2,
      courtReports: [
        {
          ...asked,
          ...{ court: { id: courtId }, recipient: { id: recipientOrganisationId } },
          ...{ requestedAt: '2026-06-01T09:00:00.000Z', issuedAt: null, isOverdue: false, issues: [] }
        }
      ]
    })
    expect((await liaisonDiversion.events(id)).at(-1)).toMatchObject({
      type: 'liaison-diversion.court-report-requested',
      payload: { reportType: 'WRITTEN_STANDARD', purpose: 'SENTENCING', courtId: 'PRESMC', hearingOn: '2026-06-10' }
    })
    expect(JSON.stringify(await liaisonDiversion.events(id))).not.toContain('T20260001')
  })

  test('is refused for a hearing that is over, and after the closing', async () => {
    const [open, closed] = [await liaisonDiversion.start(), await startClosed(liaisonDiversion)]

    expect((await request(open.id, 1, { hearingOn: '2026-05-31' })).errors).toMatchObject([
      { code: 'BAD_USER_INPUT', message: expect.stringContaining('hearing') }
    ])
    expect((await request(closed.id, 3)).errors).toMatchObject([{ code: 'BAD_USER_INPUT', message: expect.stringContaining('closed') }])
  })

  test('is refused for a hearing more than five years away, and taken for one on that day', async () => {
    const { id } = await liaisonDiversion.start()

    for (const hearingOn of ['2031-06-02', '9999-12-31'])
      expect((await request(id, 1, { hearingOn })).errors).toEqual([
        { code: 'BAD_USER_INPUT', message: 'The hearing lies more than five years after the request. Check the year of the hearing.' }
      ])
    expect((await request(id, 1, { hearingOn: '2031-06-01' })).errors).toEqual([])
  })

  test('is refused for a hearing in a court that closes by that day, or in a prison, and taken for the day before', async () => {
    await tellFacility(liaisonDiversion, 'BURNMC', 'MAGISTRATES_COURT', '2026-06-10')
    await tellFacility(liaisonDiversion, 'PNI', 'PRISON')
    const { id } = await liaisonDiversion.start()

    const [shut, inPrison] = [await request(id, 1, { courtId: 'BURNMC' }), await request(id, 1, { courtId: 'PNI' })]

    expect(shut.errors).toMatchObject([{ code: 'BAD_USER_INPUT', message: expect.stringContaining('closed on 10 June 2026, so the hearing cannot be there') }])
    expect(inPrison.errors).toMatchObject([{ code: 'BAD_USER_INPUT', message: expect.stringContaining('held in a court') }])
    expect(await liaisonDiversion.events(id)).toHaveLength(1)
    expect((await request(id, 1, { courtId: 'BURNMC', hearingOn: '2026-06-09' })).errors).toEqual([])
  })
})
