const list = element.querySelector(".cc-uploads");
const input = element.querySelector("input[type=file]");
const drop = element.querySelector(".cc-drop");
const row = (name) => {
	const item = document.createElement("li");
	const label = document.createElement("bdi");
	label.textContent = name;
	const bar = Object.assign(document.createElement("progress"), { max: 100, value: 0 });
	bar.setAttribute("aria-label", `Sending ${name}`);
	const line = Object.assign(document.createElement("span"), { className: "cc-byline", textContent: "Sending …" });
	item.append(label, bar, line);
	list.append(item);
	return { bar, line };
};
const send = (file) =>
	new Promise((done) => {
		const { bar, line } = row(file.name);
		const request = new XMLHttpRequest();
		const end = (text) => {
			bar.remove();
			line.textContent = text;
			done();
		};
		const told = () => {
			const lines = request.responseText.split("\n").filter((text) => text.startsWith("{"));
			return lines.length ? JSON.parse(lines[lines.length - 1]) : null;
		};
		request.open("POST", `own?name=${encodeURIComponent(file.name)}`);
		request.setRequestHeader("X-Carecite", "own");
		request.setRequestHeader("Content-Type", "application/octet-stream");
		request.upload.addEventListener("progress", (event) => {
			if (event.lengthComputable) bar.value = (100 * event.loaded) / event.total;
		});
		request.upload.addEventListener("load", () => {
			bar.removeAttribute("value");
			line.textContent = "Reading …";
		});
		request.addEventListener("progress", () => {
			if (request.status === 200 && told()) line.textContent = told().detail;
		});
		request.addEventListener("load", () => end(request.status === 200 ? (told()?.detail ?? "Done.") : request.responseText.trim().slice(0, 300) || "It was refused."));
		request.addEventListener("error", () => end("The server did not take it: try again."));
		request.send(file);
	});
const add = async (files) => {
	// One after the other: the server reads one file of a person at a time.
	for (const file of files) {
		await send(file);
		trigger("click", { do: "added" });
	}
};
if (input) {
	input.addEventListener("change", () => {
		add([...input.files]);
		input.value = "";
	});
	drop.addEventListener("dragover", (event) => {
		event.preventDefault();
		drop.classList.add("cc-over");
	});
	drop.addEventListener("dragleave", () => drop.classList.remove("cc-over"));
	drop.addEventListener("drop", (event) => {
		event.preventDefault();
		drop.classList.remove("cc-over");
		add([...event.dataTransfer.files]);
	});
}
