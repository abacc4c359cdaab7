import { room } from '@throughcare/reconnect'
import { openEpisodeImports, type EpisodeImports } from '@throughcare/test/support/episode-imports'
import { openReconnect } from '@throughcare/test/support/reconnect'

const first = { facility: 'PNI', source: 'PRISON_HEALTHCARE', referred_at: '2026-03-02T15:15:00Z', accepted_at: '2026-03-03T09:00:00Z' }

let imports: EpisodeImports
beforeAll(async () => void (imports = await openEpisodeImports(await openReconnect(), room, { service: 'RECONNECT', first })))
beforeEach(() => imports.at('2026-06-01T09:00:00Z'))
afterAll(() => imports.close())

const tell = (code: string) => imports.rows('insert into reconnect.known_need values ($1)', code)
const forget = () => imports.rows('delete from reconnect.known_need')
const assessed = (needs: string) => ({ assessed_at: '2026-03-05T09:00:00Z', needs })

describe('a need of a file that is not in the need taxonomy', () => {
  afterEach(forget)

  test.each([
    ['needs', assessed('housing:ACCOMMODATION:MET;castles:ACCOMMODATION:MET')],
    ['goals', { goals: 'housing:ACHIEVED;castles:ACHIEVED' }]
  ])('is refused in %s, and its row with it, once directory has told of that', async (column, changes) => {
    const row = await imports.row(changes)
    await tell('housing')

    expect((await imports.take(row)).rejected).toEqual([expect.stringContaining(`2,${column},"There is no such need in the need taxonomy`)])
    expect((await imports.take({ ...row, [column]: String(row[column]).split(';')[0] ?? '' })).report).toMatchObject({ added: 1 })
  })

  test('is taken as long as the taxonomy was not told', async () => {
    expect((await imports.take(await imports.row(assessed('castles:ACCOMMODATION:MET')))).report).toMatchObject({ added: 1 })
  })

  test('is refused in what a row changes in an episode that stands', async () => {
    const row = await imports.row({})
    await imports.take(row)
    await tell('housing')

    expect((await imports.take({ ...row, goals: 'castles:NOT_STARTED' })).rejected).toEqual([expect.stringContaining('2,goals,"There is no such need')])
    expect((await imports.take({ ...row, goals: 'housing:NOT_STARTED' })).report).toMatchObject({ changed: 1 })
  })
})
