import { loadReferenceData } from '@throughcare/directory/reference'
import { openConfirmationDoor, type ConfirmationDoor } from '@throughcare/test/support/confirmation-links'
import { openDoor, standIn } from '@throughcare/test/support/door'

let directory: ConfirmationDoor
beforeAll(async () => void (directory = await openConfirmationDoor(loadReferenceData)))
beforeEach(() => directory.at('2026-11-26T12:00:00Z'))
afterAll(() => directory.close())

const get = (path: string, init: RequestInit = {}) => fetch(`${directory.url}${path}`, init)
const keyIn = (page: string) => page.match(/name="key" value="([^"]+)"/)?.[1] ?? ''
const press = (path: string, key: string = crypto.randomUUID()) => get(path, { method: 'POST', body: new URLSearchParams({ key }) })
const headingOf = async (response: Response) => [response.status, (await response.text()).match(/<h1>(.*)<\/h1>/)?.[1]]
const assured = async (id: string) =>
  (await directory.rows<{ on: string | null }>('select assured_date::text as on from directory.service where id = $1', id))[0]?.on

async function sent(fields: object = {}) {
  const service = await directory.record(fields)
  return { ...service, ...(await directory.makeLink(service)), serviceId: service.id }
}

describe('the page behind a confirmation link', () => {
  test('shows what would be confirmed, and asks, without a sign-in', async () => {
    const { path } = await sent({ phone: '01254 000000', description: 'Finds rooms & "beds" <for> people', maximumAge: 25 })

    const response = await get(path)
    const page = await response.text()

    expect([response.status, response.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8'])
    for (const text of ['Example Confirmed (demo)', '01254 000000', 'Up to 25', 'Housing', 'The link works once, until 26 December 2026.'])
      expect(page).toContain(text)
    expect(page).toContain('Finds rooms &amp; &quot;beds&quot; &lt;for&gt; people')
    expect(page).toContain('<form method="post">')
  })

  test('runs no script, loads nothing, is kept nowhere, and says nothing of itself to the next page', async () => {
    const { path } = await sent()

    const { headers } = await get(path)

    expect(headers.get('content-security-policy')).toMatch(
      /^default-src 'none'; style-src 'sha256-[^']+'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'$/
    )
    expect(Object.fromEntries(['cache-control', 'referrer-policy', 'x-content-type-options', 'x-robots-tag'].map((name) => [name, headers.get(name)]))).toEqual(
      {
        'cache-control': 'no-store',
        'referrer-policy': 'no-referrer',
        'x-content-type-options': 'nosniff',
        'x-robots-tag': 'noindex, nofollow'
      }
    )
  })

  test('is opened by a mail scanner as often as it likes, and nothing is used up', async () => {
    const { path, serviceId, id } = await sent()

    for (const method of ['GET', 'HEAD', 'GET', 'OPTIONS', 'PUT', 'DELETE']) await get(path, { method })

    expect(await directory.rows('select used_at from directory.confirmation_link where id = $1', id)).toEqual([{ used_at: null }])
    expect(await assured(serviceId)).toBeNull()
    expect(await headingOf(await press(path))).toEqual([200, 'Thank you'])
  })

  test('shows no place that is hidden from the public', async () => {
    const { path, serviceId } = await sent()
    const hidden = await directory.rows<{ id: string }>(
      `insert into directory.location (id, name, town, is_hidden) values (gen_random_uuid(), 'Refuge House (demo)', 'Blackburn', true) returning id`
    )
    await directory.rows(
      `insert into directory.service_at_location (id, service_id, location_id, position) values (gen_random_uuid(), $1, $2, 0)`,
      serviceId,
      hidden[0]?.id
    )

    const page = await (await get(path)).text()

    expect(page).not.toContain('Refuge House')
    expect(page).toContain('No address is shown to the public')
  })
})

describe('the button', () => {
  test('confirms the entry as it stands, once; who presses it twice is thanked twice', async () => {
    const { path, serviceId, id } = await sent()
    const key = keyIn(await (await get(path)).text())

    const answers = [await press(path, key), await press(path, key), await press(path), await get(path)]

    expect(await Promise.all(answers.map(headingOf))).toEqual([
      [200, 'Thank you'],
      [200, 'Thank you'],
      [410, 'This link has been used'],
      [410, 'This link has been used']
    ])
    expect(await assured(serviceId)).toBe('2026-11-26')
    expect(
      await directory.rows(
        `select actor, payload ->> 'linkId' as link from directory.outbox_event where type = 'directory.service-assured' and subject_id = $1`,
        serviceId
      )
    ).toEqual([{ actor: 'public', link: id }])
  })

  test('pressed by two at once confirms once', async () => {
    const { path } = await sent()

    const answers = await Promise.all([press(path), press(path)])

    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 410])
  })

  test.each([
    ['2026-12-26T11:59:59Z', 200, 'Thank you'],
    ['2026-12-26T12:00:00Z', 410, 'This link has expired']
  ])('works for thirty days: at %s', async (at, status, heading) => {
    const { path } = await sent()
    directory.at(at)

    expect(await headingOf(await press(path))).toEqual([status, heading])
  })

  test('does not confirm what the provider was not sent: an entry that has changed', async () => {
    const { path, serviceId, version } = await sent()
    const recordService = 'mutation ($input: RecordServiceInput!) { recordService(input: $input) { id } }'
    await directory.edit(recordService, { serviceId, expectedVersion: version, name: 'Example Renamed (demo)', status: 'ACTIVE', needCodes: ['housing'] })

    expect(await headingOf(await get(path))).toEqual([410, 'The entry has changed'])
    expect(await headingOf(await press(path))).toEqual([410, 'The entry has changed'])
    expect(await assured(serviceId)).toBeNull()
  })

  test.each(['', '/x', `/${'a'.repeat(43)}`, `/${'a'.repeat(401)}`, '/%3Cscript%3E', '/a/b'])('a link that nobody made is none: %p', async (rest) => {
    for (const answer of [await get(`/confirm${rest}`), await press(`/confirm${rest}`)])
      expect(await headingOf(answer)).toEqual([404, 'This link is not whole'])
  })

  test('one letter of the secret changed, it is no link', async () => {
    const { path } = await sent()
    const wrong = path.slice(0, -1) + (path.endsWith('A') ? 'B' : 'A')

    expect(await headingOf(await get(wrong))).toEqual([404, 'This link is not whole'])
    expect(await headingOf(await press(wrong))).toEqual([404, 'This link is not whole'])
  })

  test('a link that the directory has no memory of is unknown', async () => {
    const { path, id } = await sent()
    await directory.rows('delete from directory.confirmation_link where id = $1', id)

    expect(await headingOf(await get(path))).toEqual([404, 'There is no such link'])
  })

  test('a body that is too long, or nothing a form sends, confirms nothing or is a page', async () => {
    const { path } = await sent()

    const response = await get(path, { method: 'POST', body: new URLSearchParams({ key: 'a'.repeat(2_000) }) })

    expect(await headingOf(response)).toEqual([413, 'This page could not be shown'])
    expect((await get(path)).status).toBe(200)
  })
})

test('a directory that does not answer is told as such, on a page', async () => {
  const door = await openDoor({ directory: standIn('directory') })

  const response = await fetch(`${door.url}/confirm/abc`)

  expect(await headingOf(response)).toEqual([503, 'This page could not be shown'])
  expect(response.headers.get('content-security-policy')).toContain("default-src 'none'")
  await door.close()
})
