const form = element.querySelector("form");
let waiting;
const find = () => trigger("click", { do: "find", search: form.elements.search.value });
form.addEventListener("submit", (event) => {
	event.preventDefault();
	find();
});
form.addEventListener("input", () => {
	clearTimeout(waiting);
	waiting = setTimeout(find, 300);
});
