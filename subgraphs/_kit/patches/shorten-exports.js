import { readFileSync, renameSync, writeFileSync } from 'node:fs'

// Node reads what a package exports anew for each of its files and for each import of it. drizzle-orm names 447 entry points in 130 kB, which
// costs every program of this house more than a second as it starts; so only those stay that the rooms and drizzle-kit use.

const used = /^\.(\/(casing|relations|version|(pg|mysql|sqlite|singlestore)-core|postgres-js(\/migrator)?))?$/
const path = new URL('../../../node_modules/drizzle-orm/package.json', import.meta.url)
const about = JSON.parse(readFileSync(path, 'utf8'))
about.exports = Object.fromEntries(Object.entries(about.exports).filter(([name]) => used.test(name)))
// A new file in its place: a copy of the folder made of hard links keeps its own.
const written = new URL('package.json.new', path)
writeFileSync(written, `${JSON.stringify(about, null, 2)}\n`)
renameSync(written, path)
