element.addEventListener("click", (event) => {
	if (event.target.closest("[data-do=keep]")) trigger("click", { do: "keep" });
});
