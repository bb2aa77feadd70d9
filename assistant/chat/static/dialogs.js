const dialog = (name) => element.querySelector(`[data-dialog=${name}]`);
let act = () => {};
const open = (box) => {
	box.querySelector("form").reset();
	box.showModal();
};
document.addEventListener("carecite-feedback", ({ detail }) => {
	const box = dialog("feedback");
	open(box);
	box.querySelector("[data-about]").textContent = detail.turn;
	for (const one of box.querySelectorAll("[data-of]")) one.hidden = (one.dataset.of === "abstention") !== detail.abstains;
	const select = box.querySelector("select");
	select.replaceChildren(new Option("None in particular", "0"), ...Array.from({ length: detail.quotes }, (_, n) => new Option(`Quote ${n + 1}`, String(n + 1))));
	act = (form) => trigger("click", { do: "feedback", turn: detail.turn, kind: form.elements.kind.value, quote: Number(form.elements.quote.value), text: form.elements.text.value });
});
document.addEventListener("carecite-name", ({ detail }) => {
	const box = dialog("name");
	open(box);
	box.querySelector("input").value = detail.name;
	box.querySelector("input").select();
	act = (form) => detail.act(form.elements.title.value);
});
document.addEventListener("carecite-confirm", ({ detail }) => {
	const box = dialog("confirm");
	open(box);
	box.querySelector("[data-about]").textContent = detail.about;
	box.querySelector("[data-sure]").textContent = detail.sure;
	act = detail.act;
});
element.addEventListener("click", (event) => {
	if (event.target.closest("[data-close]")) event.target.closest("dialog").close();
});
element.addEventListener("submit", (event) => {
	event.preventDefault();
	event.target.closest("dialog").close();
	act(event.target);
});
