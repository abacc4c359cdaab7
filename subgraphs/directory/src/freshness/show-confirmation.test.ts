import { openConfirmedDirectory, type ConfirmedDirectory } from '@throughcare/test/support/confirmation-links'
import { persona } from '@throughcare/test/support/personas'
import { loadReferenceData } from '../reference/load-reference-data.ts'

let directory: ConfirmedDirectory
beforeAll(async () => void (directory = await openConfirmedDirectory(loadReferenceData)))
afterAll(() => directory.close())

test('whoever asks, staff too, what a link shows has no place in it that is hidden from the public', async () => {
  const { serviceId, link } = await directory.makeLink()
  const [location] = await directory.rows<{ id: string }>(
    `insert into directory.location (id, name, is_hidden) values (gen_random_uuid(), 'Refuge House (demo)', true) returning id`
  )
  await directory.rows(
    `insert into directory.service_at_location (id, service_id, location_id, position) values (gen_random_uuid(), $1, $2, 0)`,
    serviceId,
    location?.id
  )
  const { secret, path } = link

  for (const role of ['directory-editor', 'ld-practitioner', 'analyst', 'public'] as const) {
    const answer = await directory.ask({ ...persona('directory-editor'), role }, 'query ($secret: String!) { confirmationPage(secret: $secret) }', { secret })
    const shown = JSON.parse(String(answer.data?.confirmationPage)) as { state: string; entry: { label: string; text: string }[] }

    expect([shown.state, shown.entry.find(({ label }) => label === 'Where')?.text]).toEqual(['OPEN', 'No address is shown to the public'])
  }
  expect(path).toBe(`/confirm/${secret}`)
})
