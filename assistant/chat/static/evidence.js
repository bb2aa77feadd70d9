let shown = "";
const taken = new Set();
const tell = () => {
	const form = element.querySelector("[data-take-away]");
	if (!form) return;
	form.querySelector("[data-chosen]").disabled = taken.size === 0;
	form.elements.quotes.value = [...taken].join(",");
};
element.addEventListener("click", (event) => {
	const button = event.target.closest("button[data-number]");
	if (button) trigger("click", { do: "source", turn: Number(button.dataset.turn), number: Number(button.dataset.number) });
});
element.addEventListener("change", (event) => {
	const box = event.target.closest("[data-take]");
	if (!box) return;
	box.checked ? taken.add(box.dataset.take) : taken.delete(box.dataset.take);
	tell();
});
element.addEventListener("submit", (event) => {
	const form = event.target;
	form.elements.quotes.disabled = !event.submitter?.hasAttribute("data-chosen");
	setTimeout(() => (form.elements.quotes.disabled = true));
});
watch("value", () => {
	const now = element.querySelector("[data-conversation]")?.dataset.conversation ?? "";
	const boxes = [...element.querySelectorAll("[data-take]")];
	if (now !== shown) taken.clear();
	shown = now;
	// The page is patched in place, so a tick must be put back on the quote that it was on.
	for (const name of [...taken]) if (!boxes.some((box) => box.dataset.take === name)) taken.delete(name);
	for (const box of boxes) box.checked = taken.has(box.dataset.take);
	tell();
	element.closest(".cc-pane")?.scrollTo(0, 0);
});
