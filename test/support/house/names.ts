import { Kind, parse } from 'graphql'
import { basename } from 'node:path'
import { roleOf } from './endings.ts'
import { partOf } from './imports.ts'
import { isTest, isTypeScript, parsed, visitNodes, type SourceFile } from './source.ts'

const kebab = /^[a-z0-9]+(-[a-z0-9]+)*$/
const meaningless = ['index', 'utils', 'util', 'helpers', 'helper', 'common', 'misc', 'types', 'shared', 'manager', 'base']
// Migrations are named by number, verb and object; a README is a README.
const otherNames = /(^|\/)(README\.md|\d{4}_[a-z]+(_[a-z0-9]+)+\.sql|_journal\.json)$/

/** Names of files and folders: kebab-case, and saying what is inside. */
export function fileNameFaults(tree: readonly SourceFile[]): string[] {
  return tree.flatMap(({ path }) => {
    if (otherNames.test(path) || !path.includes('/')) return []
    const [stem = '', ...endings] = basename(path).split('.')
    const isWebPage = path.startsWith('gateway/explorer/') && basename(path) === 'index.html'
    const folders = path
      .split('/')
      .slice(0, -1)
      .filter((folder) => !['_kit', '.ci'].includes(folder))
    const odd = [stem, ...endings, ...folders].filter((part) => !kebab.test(part))
    return [
      ...odd.map((part) => `${path}: "${part}" is not kebab-case.`),
      ...(meaningless.includes(stem) && !isWebPage ? [`${path}: the name "${stem}" does not say what is inside.`] : [])
    ]
  })
}

const camelCase = (name: string) => name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase())

export function exportedNames(file: SourceFile): string[] {
  return parsed(file).module.staticExports.flatMap(({ entries }) =>
    entries.filter(({ isType }) => !isType).map(({ exportName }) => exportName.name ?? exportName.kind)
  )
}

/** A verb's file is named as the function it exports. */
export function verbNameFaults(tree: readonly SourceFile[]): string[] {
  return tree
    .filter((file) => roleOf(file.path) === 'verb' && file.path.endsWith('.ts') && !isTest(file))
    .filter((file) => !exportedNames(file).includes(camelCase(basename(file.path, '.ts'))))
    .map((file) => `${file.path} exports no function ${camelCase(basename(file.path, '.ts'))}.`)
}

// Configuration files whose readers want a default export, and Jest's two hooks.
const mayDefault = /(^|\/)[\w-]+\.config\.ts$|^test\/support\/(cluster|environment|runtime|tear-down)\.ts$/

/** What is written down: named exports, functions rather than classes, types that are plain nouns. */
export function declarationFaults(tree: readonly SourceFile[]): string[] {
  return tree.filter(isTypeScript).flatMap((file) => {
    const faults: string[] = []
    if (exportedNames(file).includes('Default') && !mayDefault.test(file.path)) faults.push(`${file.path} has a default export. Name it.`)
    visitNodes(file, (node) => {
      if (node.type === 'ClassDeclaration' && !(node.superClass?.type === 'Identifier' && /Error$|^Component$/.test(node.superClass.name)))
        faults.push(`${file.path} declares the class ${node.id?.name}. Write functions.`)
      if (node.type === 'TSEnumDeclaration' || node.type === 'TSModuleDeclaration') faults.push(`${file.path} uses syntax that does more than name types.`)
      if (node.type === 'TSTypeAliasDeclaration' || node.type === 'TSInterfaceDeclaration') {
        if (/^I[A-Z]|(Dto|DTO|Model|Interface)$/.test(node.id.name)) faults.push(`${file.path} names a type ${node.id.name}. A type is a plain noun.`)
      }
    })
    return faults
  })
}

/** The mutations each room's SDL declares. */
export function mutationsOf(tree: readonly SourceFile[]): { room: string; mutation: string }[] {
  return tree
    .filter(({ path }) => /^subgraphs\/[a-z][\w-]*\/schema(\.graphql$|\/)/.test(path) && path.endsWith('.graphql'))
    .flatMap(({ path, text }) =>
      parse(text).definitions.flatMap((definition) => {
        const isOfMutations = definition.kind === Kind.OBJECT_TYPE_DEFINITION || definition.kind === Kind.OBJECT_TYPE_EXTENSION
        if (!isOfMutations || definition.name.value !== 'Mutation') return []
        return (definition.fields ?? []).map(({ name }) => ({ room: partOf(path), mutation: name.value }))
      })
    )
}

/** One mutation, one file, one test of what it does and one of who is refused. */
export function mutationFaults(tree: readonly SourceFile[]): string[] {
  return mutationsOf(tree).flatMap(({ room, mutation }) => {
    const stem = mutation.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)
    const names = new Set(tree.filter(({ path }) => path.startsWith(`subgraphs/${room}/src/`)).map(({ path }) => basename(path)))
    return [`${stem}.ts`, `${stem}.test.ts`, `${stem}.access.test.ts`]
      .filter((name) => !names.has(name))
      .map((name) => `${room}: the mutation ${mutation} has no ${name}.`)
  })
}
