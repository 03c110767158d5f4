#!/usr/bin/env node
/**
 * Starts the bundled command (command.js) from what V8 made of it in an earlier check, since compiling is most of what
 * a small check costs. The first check with a Node keeps that in compiled/ (the build makes one, so it is there for the
 * Node that built it), where the folder may be written to. V8 refuses what does not fit, and compiles then as always.
 */
'use strict';
const { accessSync, constants, mkdirSync, readFileSync, renameSync, unlinkSync, writeFileSync } = require('node:fs');
const { join } = require('node:path');
const vm = require('node:vm');

const file = join(__dirname, 'command.js');
const folder = join(__dirname, 'compiled');
const compiled = join(folder, `${process.version}-${process.platform}-${process.arch}.bin`);

// As Node wraps a script itself; its function for that loads the loader of modules too.
const source = `(function (exports, require, module, __filename, __dirname) {${readFileSync(file, 'utf8')}\n})`;
const script = new vm.Script(source, { filename: file, cachedData: kept() });
// Asked before anything runs: only a check that came to its end has used all that checks use.
if (script.cachedDataRejected === undefined && process.argv[2] === 'check') {
  process.once('exit', (code) => code < 2 && keep());
}
const module_ = { exports: {} };
script.runInThisContext()(module_.exports, require, module_, file, __dirname);

function kept() {
  try {
    return readFileSync(compiled);
  } catch {
    return undefined;
  }
}

/** Under another name first: several may start at once. */
function keep() {
  const temporary = `${compiled}.${process.pid}`;
  try {
    accessSync(__dirname, constants.W_OK);
    mkdirSync(folder, { recursive: true });
    writeFileSync(temporary, script.createCachedData());
    renameSync(temporary, compiled);
  } catch {
    // The next start is as slow as this one was.
    try {
      unlinkSync(temporary);
    } catch {
      // It was never there.
    }
  }
}
