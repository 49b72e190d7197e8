// Prints what the validator of GitHub Actions files (npm) says about each argument: an action.yml or a workflow.
import { readFileSync } from 'node:fs';
import { validateAction, validateWorkflow } from '@action-validator/core';

const errors = process.argv.slice(2).map((file) => (file.endsWith('action.yml') ? validateAction : validateWorkflow)(readFileSync(file, 'utf8')).errors);
console.log(JSON.stringify(errors));
