import type { EpisodeRoom } from '@throughcare/test/support/episodes'
import { openLiaisonDiversion, startClosed, startScreened } from '@throughcare/test/support/liaison-diversion'

let liaisonDiversion: EpisodeRoom
beforeAll(async () => void (liaisonDiversion = await openLiaisonDiversion()))
afterAll(() => liaisonDiversion.close())

const ask = (episodeId: string, expectedVersion: number) =>
  liaisonDiversion.act('requestSpecialistAssessment', { episodeId, specialism: 'NEURODEVELOPMENTAL', expectedVersion })

describe('requestSpecialistAssessment', () => {
  test('asks for an assessment, which is due until somebody made it', async () => {
    const { id } = await startScreened(liaisonDiversion)

    const { data } = await ask(id, 2)

    expect(data?.requestSpecialistAssessment).toMatchObject({
      ...{ version: 3, state: 'SCREENED' },
      assessments: [
        { kind: 'SPECIALIST', specialism: 'NEURODEVELOPMENTAL', requestedAt: '2026-06-01T09:00:00.000Z', assessedAt: null, outcome: null, tools: [] }
      ]
    })
    expect((await liaisonDiversion.events(id)).at(-1)).toMatchObject({
      type: 'liaison-diversion.specialist-assessment-requested',
      payload: { specialism: 'NEURODEVELOPMENTAL' }
    })
  })

  test('is refused before the screening and after the closing', async () => {
    const [referred, closed] = [await liaisonDiversion.start(), await startClosed(liaisonDiversion)]

    expect((await ask(referred.id, 1)).errors).toMatchObject([{ code: 'BAD_USER_INPUT', message: expect.stringContaining('screening first') }])
    expect((await ask(closed.id, 3)).errors).toMatchObject([{ code: 'BAD_USER_INPUT', message: expect.stringContaining('closed') }])
  })
})
