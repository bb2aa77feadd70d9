() => {
	const jump = (id) => {
		const target = document.getElementById(id);
		if (!target) return false;
		for (let node = target; node; node = node.parentElement) if (node.tagName === "DETAILS") node.open = true;
		const fold = target.closest(".cc-left")?.querySelector("[data-unfold]");
		if (fold?.getAttribute("aria-expanded") === "false") fold.click();
		const calm = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
		target.scrollIntoView({ block: "nearest", behavior: calm ? "auto" : "smooth" });
		const focus = target.tagName === "DETAILS" ? target.querySelector("summary") : target;
		focus.focus({ preventScroll: true });
		return true;
	};
	// Every box is ticked before a person does anything: then nothing is said, and what comes later is asked too.
	const chosen = () => {
		const boxes = [...document.querySelectorAll(".cc-choice input[type=checkbox]")];
		return boxes.every((box) => box.checked) ? "" : JSON.stringify(boxes.filter((box) => box.checked).map((box) => box.value));
	};
	const copied = async (text) => {
		if (navigator.clipboard) return navigator.clipboard.writeText(text);
		// Browsers keep the clipboard from pages that come over a network unencrypted; this older way still works there.
		const held = Object.assign(document.createElement("textarea"), { value: text, className: "cc-unseen" });
		const before = document.activeElement;
		document.body.append(held);
		held.select();
		document.execCommand("copy");
		held.remove();
		before?.focus();
	};
	const told = (button, words) => {
		const region = document.querySelector("[role=status]");
		if (region) region.textContent = words;
		button.dataset.told = words;
		setTimeout(() => delete button.dataset.told, 2500);
	};
	window.carecite = { jump, chosen, told };
	document.addEventListener("click", (event) => {
		const at = (selector) => event.target.closest?.(selector);
		const link = at("a[data-jump]");
		if (link) {
			event.preventDefault();
			if (!jump(link.dataset.jump) && link.dataset.else) jump(link.dataset.else);
		}
		const copy = at("[data-copy]");
		if (copy) copied(copy.dataset.copy).then(() => told(copy, "Copied"), () => told(copy, "The browser does not allow copying"));
		const address = at("a[data-copy-link]");
		if (address && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
			event.preventDefault();
			copied(address.href).then(() => told(address, "Link copied"), () => told(address, "The browser does not allow copying"));
		}
		if (at("[data-print]")) window.print();
	});
	const folded = [];
	window.addEventListener("beforeprint", () => {
		for (const part of document.querySelectorAll("details.cc-evidence:not([open])")) {
			part.open = true;
			folded.push(part);
		}
	});
	window.addEventListener("afterprint", () => folded.splice(0).forEach((part) => (part.open = false)));
	// A page that is loaded again, as it is when the server comes back, keeps the question that was being typed; it ends with the tab, and with signing out.
	const DRAFT = "carecite-draft";
	const KEPT_FOR = 10 * 60 * 1000;
	const box = () => document.querySelector(".cc-ask textarea");
	let signsOut = false;
	document.addEventListener("submit", (event) => (signsOut ||= event.target.action.endsWith("/sign-out")));
	const stored = (act) => {
		try {
			return act(window.sessionStorage);
		} catch {
			return null; // Browsers can be told to keep nothing, and others can write there.
		}
	};
	window.addEventListener("pagehide", () => {
		const text = signsOut ? "" : (box()?.value ?? "");
		stored((store) => (text ? store.setItem(DRAFT, JSON.stringify({ text, at: Date.now() })) : store.removeItem(DRAFT)));
	});
	const draft = stored((store) => JSON.parse(store.getItem(DRAFT)));
	stored((store) => store.removeItem(DRAFT));
	if (draft && Date.now() - draft.at < KEPT_FOR && box()?.value === "") {
		box().value = draft.text;
		box().dispatchEvent(new Event("input", { bubbles: true }));
	}
	// Where there is no room for three panes, documents and earlier conversations fold away behind a button.
	document.querySelector("[data-unfold]")?.addEventListener("click", (event) => {
		const open = document.querySelector(".cc-left").classList.toggle("cc-unfolded");
		event.currentTarget.setAttribute("aria-expanded", String(open));
	});
}
