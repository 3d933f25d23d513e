/**
 * Whether a short script is the modules it was made of, seen by TypeScript's own reader: the same tree all the way, and
 * two places that meant one thing still mean one, those that meant two still two.
 *
 *     node tests/js/same-program.js SHORT MODULE... (in the order in which they run)
 */

import { readFileSync } from "node:fs";
import ts from "typescript";

const OPTIONS = { allowJs: true, noLib: true, noResolve: false, target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ES2022, moduleResolution: ts.ModuleResolutionKind.Bundler, types: [] };
const [short, ...modules] = process.argv.slice(2);
const [ours, theirs] = [program([short]), program(modules)];
/** What a thing is called there, by what it is here. */
const [there, here] = [new Map(), new Map()];

compareAll(ours.statements, theirs.statements);
console.log(`the same: ${there.size} names`);

function program(files) {
  const made = ts.createProgram(files, OPTIONS);
  const sources = files.map((file) => made.getSourceFile(file));
  for (const source of sources) if (source.parseDiagnostics.length) throw new Error(`${source.fileName}: ${source.parseDiagnostics[0].messageText}`);
  return { checker: made.getTypeChecker(), statements: apart(sources.flatMap(({ statements }) => statements)) };
}

/** Without imports and lists of exports, and with one declaration in each const and let. */
function apart(statements) {
  return statements.filter((one) => !ts.isImportDeclaration(one) && !ts.isExportDeclaration(one)).flatMap((one) => {
    if (!ts.isVariableStatement(one)) return [one];
    return one.declarationList.declarations.map((declaration) => ({ declaration, flags: one.declarationList.flags & ts.NodeFlags.BlockScoped }));
  });
}

function compareAll(left, right) {
  if (left.length !== right.length) throw new Error(`${left.length} and ${right.length} parts: ${told(left[0])} / ${told(right[0])}`);
  left.forEach((one, index) => compare(one, right[index]));
}

function compare(one, other) {
  if (one.declaration && other.declaration) {
    if (one.flags !== other.flags) differ(one.declaration, other.declaration);
    return compare(one.declaration, other.declaration);
  }
  if (isName(one) && isName(other)) return sameName(one, other);
  if (kindOf(one) !== kindOf(other)) differ(one, other);
  if (ts.isLiteralExpression(one) || ts.isTemplateMiddleOrTemplateTail(one) || ts.isTemplateHead(one)) {
    if (one.text !== other.text || one.rawText !== other.rawText) differ(one, other);
  }
  compareAll(parts(one), parts(other));
}

function kindOf({ kind }) {
  return kind === ts.SyntaxKind.ShorthandPropertyAssignment ? ts.SyntaxKind.PropertyAssignment : kind;
}

/** The parts of a node. {key} and {key: short} have the same; what a comment says and an export's own word are none. */
function parts(node) {
  if (ts.isShorthandPropertyAssignment(node)) return [...aliased(node.name), ...(node.objectAssignmentInitializer ? [node.objectAssignmentInitializer] : [])];
  if (ts.isBindingElement(node) && ts.isObjectBindingPattern(node.parent) && !node.dotDotDotToken && !node.propertyName) {
    return [...aliased(node.name), ...(node.initializer ? [node.initializer] : [])];
  }
  if (ts.isPropertyAssignment(node) && ts.isAssignmentExpression(node.initializer, true)) {
    return [node.name, node.initializer.left, node.initializer.right];
  }
  const children = [];
  ts.forEachChild(node, (child) => void children.push(child));
  const wanted = children.filter((child) => child.kind !== ts.SyntaxKind.ExportKeyword);
  return ts.isBlock(node) || ts.isSourceFile(node) || ts.isCaseOrDefaultClause(node) ? apart(wanted) : wanted;
}

function aliased(name) {
  return [{ kind: "key", text: name.text }, name];
}

function isName(node) {
  return node.kind === "key" || ts.isIdentifier(node) || ts.isPrivateIdentifier(node);
}

function sameName(one, other) {
  const [left, right] = [meant(ours.checker, one), meant(theirs.checker, other)];
  if (typeof left === "string" || typeof right === "string") {
    if (left !== right) differ(one, other);
    return;
  }
  if ((there.get(left) ?? right) !== right || (here.get(right) ?? left) !== left) differ(one, other);
  there.set(left, right);
  here.set(right, left);
}

/** The thing that a name means; its letters where it is a key, a field or the browser's. */
function meant(checker, node) {
  if (node.kind === "key") return node.text;
  if (ts.isPrivateIdentifier(node)) return checker.getSymbolAtLocation(node) ?? `#${node.text}`;
  if (isField(node)) return node.text;
  const symbol = ts.isShorthandPropertyAssignment(node.parent) && node.parent.name === node ? checker.getShorthandAssignmentValueSymbol(node.parent) : checker.getSymbolAtLocation(node);
  if (!symbol?.declarations?.length) return node.text;
  return symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
}

function isField(node) {
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent) || ts.isMetaProperty(parent)) return parent.name === node;
  if (ts.isBindingElement(parent)) return parent.propertyName === node;
  return parent.name === node && (ts.isPropertyAssignment(parent) || ts.isMethodDeclaration(parent) || ts.isPropertyDeclaration(parent) || ts.isAccessor(parent));
}

function differ(one, other) {
  throw new Error(`not the same: ${told(one)} / ${told(other)}`);
}

function told(node) {
  return node?.getText?.().slice(0, 80) ?? JSON.stringify(node?.text ?? "nothing");
}
