# The commands of this project. `make up` and `make test` need only git, Python 3.11 and root or sudo.
SHELL := /bin/bash
.DEFAULT_GOAL := help
.PHONY: help up staging staging-server setup sandbox build images ci-key site deploy rollback releases backup drill restore restore-files recover accept attest release-key drift verify down clean ssh status check lint test molecule acceptance judges faults rehearse e2e screenshots campaign vault vault-edit docs lock
RUN := bin/run
STAGE := bin/stage
ENV ?= sandbox
INVENTORY := -i inventories/$(ENV)
SANDBOX := -i inventories/sandbox
VAULT := --vault-id $(ENV)@bin/vault-password-client
MANIFEST ?= release.yml
export BASE_IMAGE ?= codementee-sandbox/base:latest

help: ## This list
	@awk -F':.*## ' '/^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' Makefile

up: ## Bring the sandbox up and run site.yml on it; again: changes nothing
	@$(STAGE) --begin
	@$(STAGE) "Python environment" bin/setup sandbox
	@$(STAGE) "Docker engine" molecule/sandbox/engine start
	@molecule/sandbox/vault-password
	@$(STAGE) "Sandbox: images, outside services, bare server" $(MAKE) --no-print-directory sandbox
	@$(STAGE) "Images of the platform" $(MAKE) --no-print-directory build
	@$(STAGE) "site.yml" $(RUN) ansible-playbook $(SANDBOX) site.yml
	@$(STAGE) "The release that was built" $(MAKE) --no-print-directory deploy ENV=sandbox MANIFEST=.sandbox/release.yml
	@$(STAGE) --report
	@$(RUN) molecule/sandbox/summary

staging: staging-server ## The sandbox's staging server, where a release passes first; needs make up; again: changes nothing
	@$(RUN) ansible-playbook -i inventories/sandbox_staging site.yml

# As the provider hands it over: bare.
staging-server:
	@$(RUN) ansible-playbook $(SANDBOX) molecule/sandbox/create.yml -e sandbox_with_staging=true
	@$(RUN) molecule/sandbox/current --keep

sandbox:
	@$(RUN) molecule/sandbox/current || { $(RUN) ansible-playbook $(SANDBOX) molecule/sandbox/create.yml && $(RUN) molecule/sandbox/current --keep; }

build:
	@$(RUN) ansible-playbook $(SANDBOX) playbooks/build.yml -e build_base_image=$(BASE_IMAGE) -e build_base_refresh=false \
	  -e build_registry=registry.codementee.test:5000 -e build_manifest=$(CURDIR)/.sandbox/release.yml \
	  -e build_push=$(CURDIR)/molecule/sandbox/push-image -e build_fetch=$(CURDIR)/molecule/sandbox/fetch-image

setup: ## The control machine's Python environment and packages; every job of the pipeline begins with it
	@bin/setup

images: ## Build, describe and push the images: make images ENV=staging MANIFEST=release.yml
	@$(RUN) ansible-playbook $(INVENTORY) $(VAULT) playbooks/build.yml -e build_manifest=$(abspath $(MANIFEST)) $(ARGS)

ci-key: ## On a runner that is thrown away: the deploy key and the servers' host keys from its variables
	@bin/ci-key

site: ## Run site.yml, on the sandbox unless ENV=… is said; options in ARGS, as in ARGS='--check --diff'
	@$(RUN) ansible-playbook $(INVENTORY) site.yml $(ARGS)

# Who releases and where the run can be read; told to the team and kept in the history.
export CODEMENTEE_RELEASE_BY := $(or $(BY),$(CODEMENTEE_RELEASE_BY))
export CODEMENTEE_RELEASE_LINK := $(or $(LINK),$(CODEMENTEE_RELEASE_LINK))
export CODEMENTEE_BACKUP_WHY := $(WHY)
export CODEMENTEE_RESTORE_AT := $(AT)
export CODEMENTEE_RESTORE_CONFIRM := $(CONFIRM)
export CODEMENTEE_RESTORE_FILES := $(FILES)
export CODEMENTEE_RESTORE_SERVER := $(SERVER)

deploy: ## Put a release into service: make deploy ENV=staging MANIFEST=release.yml; options in ARGS, as in ARGS=--check
	@test -n "$(MANIFEST)" || { echo "Say which release: MANIFEST=… (the file that make images wrote)" >&2; exit 64; }
	@$(RUN) ansible-playbook $(INVENTORY) playbooks/deploy.yml -e release_manifest_file=$(abspath $(MANIFEST)) $(ARGS)

rollback: ## Go back to the release before, or to RELEASE=…: make rollback ENV=production
	@$(RUN) ansible-playbook $(INVENTORY) playbooks/rollback.yml -e release_name=$(RELEASE) $(ARGS)

releases: ## What was released, when, by whom and how it ended: make releases ENV=production
	@$(RUN) ansible-playbook $(INVENTORY) playbooks/releases.yml

backup: ## Back database and files up now, with a reason: make backup ENV=production WHY="before the price change"
	@test -n "$(WHY)" || { echo 'Say what for: WHY="…"' >&2; exit 64; }
	@$(RUN) ansible-playbook $(INVENTORY) playbooks/backup.yml $(ARGS)

drill: ## Restore the newest backup beside the database, compare it, try the release on it, remove it: make drill ENV=production
	@$(RUN) ansible-playbook $(INVENTORY) playbooks/drill.yml $(ARGS)

restore: ## What a restore of the database would do; with AT="2026-11-29 10:30" and CONFIRM=<database> it does it
	@$(RUN) ansible-playbook $(INVENTORY) playbooks/restore.yml $(ARGS)

restore-files: ## The same for a server's own files: make restore-files ENV=production SERVER=vps-1; FILES=/etc/nginx for some of them
	@$(RUN) ansible-playbook $(INVENTORY) playbooks/restore_files.yml $(ARGS)

recover: ## From bare servers to the platform as it was, an empty database too: make recover ENV=production
	@$(RUN) ansible-playbook $(INVENTORY) playbooks/recover.yml $(ARGS)

accept: ## Does the environment do what it promises? What make attest asks for: make accept ENV=staging
	@$(RUN) pytest tests/acceptance --inventory inventories/$(ENV) --report-dir reports/accept/$(ENV) \
	  --junitxml=reports/accept/$(ENV)/tests.xml $(ARGS)

attest: ## Sign a release that passed, for the next environment: make attest ENV=staging MANIFEST=release.yml
	@test -n "$(MANIFEST)" || { echo "Say which release: MANIFEST=… (the file that make images wrote)" >&2; exit 64; }
	@$(RUN) ansible-playbook $(INVENTORY) playbooks/attest.yml -e release_manifest_file=$(abspath $(MANIFEST)) $(ARGS)

release-key: ## The public key of what an environment attests: make release-key ENV=staging
	@$(RUN) ansible-playbook $(INVENTORY) playbooks/release_key.yml

drift: ## Do the servers still equal the repository? Fails when site.yml would change anything: make drift ENV=production
	@$(RUN) bin/unchanged ansible-playbook $(INVENTORY) site.yml --check --diff $(ARGS)

verify: ## Ask the running environment whether it serves; ENV=… as with site
	@$(RUN) ansible-playbook $(INVENTORY) playbooks/verify.yml $(ARGS)

down: ## Remove the sandbox from this machine; what was built stays in the clone
	@[ ! -x .venv/bin/ansible-playbook ] || [ "$$(molecule/sandbox/engine status)" = "no engine runs" ] || \
	  { molecule/sandbox/vault-password && $(RUN) ansible-playbook $(SANDBOX) molecule/sandbox/destroy.yml; }
	@molecule/sandbox/engine stop
	@rm -f inventories/sandbox/group_vars/all/vault.yml inventories/sandbox_staging/group_vars/all/vault.yml
	@echo "The sandbox is gone. Images and the Python environment stay in the clone; make clean removes them."

clean: down ## make down, and everything generated inside the clone
	@if [ "$$(id -u)" -eq 0 ]; then rm -rf .sandbox .ansible .venv reports; else sudo rm -rf .sandbox .ansible .venv reports; fi

ssh: ## A shell on the server, as the deploy user
	@ssh -i .sandbox/ssh/id_ed25519 -o UserKnownHostsFile=.sandbox/ssh/known_hosts -o StrictHostKeyChecking=yes deploy@198.51.100.10

status: ## What runs, what it answers, where to look
	@$(RUN) molecule/sandbox/summary

check: ## The fast loop: lint, types, unit tests
	@bin/setup
	@$(RUN) python tests/suite.py check

lint: ## ansible-lint, yamllint, ruff, mypy
	@$(RUN) tests/lint

test: ## Everything: lint, unit, molecule, acceptance, browser
	@bin/setup test
	@molecule/sandbox/engine start
	@molecule/sandbox/vault-password
	@$(RUN) python tests/suite.py test

molecule: ## The molecule scenarios alone
	@# An interrupted run leaves molecule believing that the server, which it destroys first, is there.
	@$(RUN) molecule reset --scenario-name default
	@$(RUN) molecule test --scenario-name default --destroy never

acceptance: ## The table of 50 criteria against the running sandbox
	@$(RUN) pytest tests/acceptance --inventory inventories/$(ENV) $(ARGS)

judges: ## ssh-audit, testssl, gixy, Lynis against the running sandbox
	@bin/setup test
	@$(RUN) pytest tests/acceptance -m judge --inventory inventories/$(ENV) --report-dir reports/judges $(ARGS)

faults: ## What site.yml says to broken servers and mends on them; ARGS='-m "not slow"' for the quick part
	@$(RUN) pytest tests/faults $(ARGS)

rehearse: ## Releases under load, good and bad, against the running sandbox; all of them: ARGS='-m campaign'
	@$(RUN) pytest tests/releases $(ARGS)

e2e: ## The browser against the running sandbox
	@bin/setup test
	@$(RUN) tests/e2e/run

screenshots: ## Pictures of all pages at three widths, light and dark, in reports/screenshots
	@bin/setup test
	@$(RUN) tests/e2e/screenshots

campaign: ## What is long by nature; see docs/acceptance.md
	@bin/setup test
	@$(RUN) python tests/suite.py campaign

vault: ## A new vault for an environment: make vault ENV=staging [PASSWORD_FILE=…]
	@CODEMENTEE_VAULT_PASSWORD_FILE=$(PASSWORD_FILE) $(RUN) ansible-playbook $(INVENTORY) playbooks/vault_init.yml

vault-edit: ## Edit an environment's vault: make vault-edit ENV=staging
	@CODEMENTEE_VAULT_PASSWORD_FILE=$(PASSWORD_FILE) $(RUN) ansible-vault edit --vault-id $(ENV)@bin/vault-password-client \
	  inventories/$(ENV)/group_vars/all/vault.yml

docs: ## Write docs/settings.md and the vault examples from the catalogue of settings
	@PYTHONPATH=plugins/module_utils $(RUN) python -m codementee_settings.documents

lock: ## Compile the hashed lock file of the control machine's Python environment
	@$(RUN) uv pip compile --quiet --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links --no-header \
	  --group test pyproject.toml --output-file requirements.lock
